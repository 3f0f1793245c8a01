import CloudComputeClient
import Conversations
import JSON
import Localization

/// The commands about what goes out with each message: model, system prompt, fields, template.
extension ChatSession {
    /// Shows those of the server's models that a text fits.
    mutating func showModels(_ listed: [Model], filter: String) throws -> [Action] {
        models = listed
        hasModelList = true
        let wanted = filter.lowercased()
        let fitting = listed.filter {
            wanted.isEmpty || $0.id.lowercased().contains(wanted) || $0.name.lowercased().contains(wanted)
        }
        if fitting.isEmpty {
            return [
                .note(
                    filter.isEmpty
                        ? localized("The server has no models.") : localized("No model matches \"\(filter)\"."))
            ]
        }
        return [.show(.models(fitting, current: conversation.model))]
    }

    /// Shows the system prompt, sets it or takes it away.
    mutating func changeSystem(_ text: String) -> [Action] {
        if text.isEmpty {
            return [
                .note(conversation.system.map { localized("System prompt: \($0)") } ?? localized("System prompt: none"))
            ]
        }
        conversation.system = text == "off" ? nil : text
        return keepSettings() + [
            .note(text == "off" ? localized("No system prompt.") : localized("System prompt set."))
        ]
    }

    /// Sets a field of the requests, or takes it out.
    mutating func setParameter(_ argument: String) throws -> [Action] {
        let words = argument.split(maxSplits: 1, whereSeparator: { $0 == " " || $0 == "=" }).map(String.init)
        guard words.count == 2 else {
            throw ChatCommandError(
                localized("Give a name and a value: /set temperature 0.2; /set temperature off removes it."))
        }
        let (name, text) = (words[0], String(words[1].trimmingPrefix { $0.isWhitespace }))
        if ["messages", "stream", "model"].contains(name) {
            throw ChatCommandError(
                name == "model"
                    ? localized("\(name) cannot be set here; use /model.") : localized("\(name) cannot be set here."))
        }
        let note: String
        if text == "off" {
            let wasSet = conversation.parameters[name] != nil
            conversation.parameters[name] = nil
            note = wasSet ? localized("\(name) removed.") : localized("\(name) was not set.")
        } else {
            let value = (try? JSONValue(parsing: text)) ?? .string(text)
            conversation.parameters[name] = value
            note = localized("\(name) is \(value.jsonText).")
        }
        return [.note(note)] + keepSettings()
    }

    /// Shows the fields of the requests.
    func showParameters() -> [Action] {
        let members = conversation.parameters.members
        if members.isEmpty { return [.note(localized("No fields are set; /set temperature 0.2 sets one."))] }
        return [.note(members.map { "\($0.name) = \($0.value.jsonText)" }.joined(separator: "\n"))]
    }

    /// Shows the template, puts messages into another one or into none.
    mutating func changeTemplate(_ argument: String) -> [Action] {
        if argument.isEmpty {
            return [.note(template.map { localized("Template: \($0.name)") } ?? localized("No template."))]
        }
        if argument == "off" {
            let keepsSystem = template?.system.map { $0 == conversation.system } ?? false
            template = nil
            return [
                .note(
                    keepsSystem
                        ? localized("No template; its system prompt stays, and /system off removes it.")
                        : localized("No template."))
            ]
        }
        var values: [String: String] = [:]
        var path: [Substring] = []
        for word in argument.split(separator: " ") {
            if !path.isEmpty, let split = word.firstIndex(of: "="), split > word.startIndex {
                values[String(word[..<split])] = String(word[word.index(after: split)...])
            } else {
                path.append(word)
            }
        }
        return wait(for: .readTemplate(TypedPath.unquoted(path.joined(separator: " ")), values: values))
    }

    /// Puts messages into a template from now on, once it is known which model it asks for.
    mutating func apply(_ applied: AppliedTemplate) throws -> [Action] {
        if let model = applied.model { return try withModel(model, for: .template(applied)) }
        return take(applied, model: conversation.model)
    }

    /// Takes what a template says of the requests.
    mutating func take(_ applied: AppliedTemplate, model: String) -> [Action] {
        template = applied
        if let system = applied.system { conversation.system = system }
        for member in applied.parameters.members { conversation.parameters[member.name] = member.value }
        let note = Action.note(localized("Messages go into \(applied.name)."))
        return [note] + (model == conversation.model ? keepSettings() : switchModel(to: model))
    }

    /// Shows or hides reasoning, or sets how much there is.
    mutating func think(_ argument: String) throws -> [Action] {
        switch argument {
        case "":
            return [
                .note(options.showsReasoning ? localized("Reasoning is shown.") : localized("Reasoning is hidden."))
            ]
        case "show", "on":
            options.showsReasoning = true
            return [.note(localized("Reasoning is shown."))]
        case "hide":
            options.showsReasoning = false
            return [.note(localized("Reasoning is hidden (still stored)."))]
        case let level where level.contains(" "):
            throw ChatCommandError(localized("/think takes show, hide, off, or one word for a level."))
        default: return try setParameter("reasoning_effort \(argument)")
        }
    }

    /// Renders replies, or shows them as they come.
    mutating func markdown(_ argument: String) throws -> [Action] {
        switch argument {
        case "on", "off":
            options.rendersMarkdown = argument == "on"
            return [
                .note(
                    argument == "on" ? localized("Replies are rendered.") : localized("Replies are shown as they come.")
                )
            ]
        case "": return [.note(options.rendersMarkdown ? localized("Markdown is on.") : localized("Markdown is off."))]
        default: throw ChatCommandError(localized("/markdown takes on or off."))
        }
    }

    /// Stores what the next request is made with.
    func keepSettings() -> [Action] {
        guard isStored, let id = conversation.storedID else { return [] }
        return [
            .store(
                .setModel(
                    conversation.model, system: conversation.system, parameters: conversation.parametersJSON, of: id))
        ]
    }
}
