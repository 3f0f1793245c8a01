import CloudComputeClient
import ConversationStore
import Terminal

/// The commands about what goes out with each message: model, system prompt, fields, template.
extension Dialogue {
    /// Does `/model`.
    mutating func changeModel(_ argument: String) async {
        if argument.isEmpty { return note("Model: \(conversation.model)") }
        conversation.model = argument
        hasWarnedOfContext = false
        storeSettings()
        let isKnown = memory.models.isEmpty || memory.models.contains { $0.id == argument }
        note("Goes on with \(argument)\(isKnown ? "." : ", which the server does not list.")")
    }

    /// Does `/models`.
    mutating func listModels(_ filter: String) async throws {
        memory.models = try await stoppable { [services] in try await services.models() }
        let wanted = filter.lowercased()
        let models = memory.models.filter {
            wanted.isEmpty || $0.id.lowercased().contains(wanted) || $0.name.lowercased().contains(wanted)
        }
        if models.isEmpty {
            return note(filter.isEmpty ? "The server has no models." : "No model matches \"\(filter)\".")
        }
        var table = TextTable([
            ("", .left), ("ID", .left), ("CONTEXT", .right), ("PROMPT", .right), ("COMPLETION", .right),
        ])
        for model in models {
            table.add([
                model.id == conversation.model ? "*" : "", model.id, model.contextLength.map(String.init) ?? "",
                model.promptPrice ?? "", model.completionPrice ?? "",
            ])
        }
        try? console.error.write(table.text(width: console.error.columns))
    }

    /// Does `/system`.
    mutating func changeSystem(_ argument: String) {
        if argument.isEmpty { return note("System prompt: \(conversation.system ?? "none")") }
        conversation.system = argument == "off" ? nil : argument
        storeSettings()
        note(argument == "off" ? "No system prompt." : "The system prompt is set.")
    }

    /// Does `/set`.
    mutating func setParameter(_ argument: String) throws {
        let words = argument.split(maxSplits: 1, whereSeparator: { $0 == " " || $0 == "=" }).map(String.init)
        guard words.count == 2 else {
            throw Refusal("Give a name and a value: /set temperature 0.2; /set temperature off takes it out again.")
        }
        let (name, text) = (words[0], words[1].trimmingPrefix { $0.isWhitespace })
        if ["messages", "stream", "model"].contains(name) {
            throw Refusal("The program itself sets \(name)" + (name == "model" ? "; use /model." : "."))
        }
        if text == "off" {
            let isKnown = conversation.parameters[name] != nil
            conversation.parameters[name] = nil
            note(isKnown ? "\(name) is not sent any more." : "\(name) was not set.")
        } else {
            let value = (try? JSONValue(parsing: String(text))) ?? .string(String(text))
            conversation.parameters[name] = value
            note("\(name) is \(value.jsonText).")
        }
        storeSettings()
    }

    /// Does `/params`.
    func showParameters() {
        let members = conversation.parameters.members
        if members.isEmpty { return note("No fields are set; /set temperature 0.2 sets one.") }
        note(members.map { "\($0.name) = \($0.value.jsonText)" }.joined(separator: "\n"))
    }

    /// Does `/template`.
    mutating func changeTemplate(_ argument: String) async throws {
        if argument.isEmpty { return note(frame.map { "Template: \($0.name)" } ?? "No template.") }
        if argument == "off" {
            frame = nil
            return note("No template.")
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
        let (name, given) = (TypedPath.path(path.joined(separator: " ")), values)
        let frame = try await stoppable { [services] in try await services.frame(name, given) }
        self.frame = frame
        if let system = frame.system { conversation.system = system }
        if let model = frame.model { conversation.model = model }
        for member in frame.parameters.members { conversation.parameters[member.name] = member.value }
        storeSettings()
        note("Messages go into \(frame.name).")
    }

    /// Does `/think`.
    mutating func think(_ argument: String) throws {
        switch argument {
        case "": note("Reasoning is \(looks.showsReasoning ? "shown" : "hidden").")
        case "show", "on":
            looks.showsReasoning = true
            note("Reasoning is shown.")
        case "hide":
            looks.showsReasoning = false
            note("Reasoning is hidden; it is stored all the same.")
        case let level where level.contains(" "):
            throw Refusal("/think takes show, hide, off, or one word for a level.")
        default: try setParameter("reasoning_effort \(argument)")
        }
    }

    /// Does `/markdown`.
    mutating func markdown(_ argument: String) throws {
        switch argument {
        case "on", "off":
            looks.rendersMarkdown = argument == "on"
            note(argument == "on" ? "Replies are rendered." : "Replies are shown as they come.")
        case "": note("Markdown is \(looks.rendersMarkdown ? "on" : "off").")
        default: throw Refusal("/markdown takes on or off.")
        }
    }

    private mutating func storeSettings() {
        guard let id = conversation.storedID else { return }
        let conversation = conversation
        _ = storing { store throws(StoreError) in
            try store.setModel(
                conversation.model, system: conversation.system,
                parameters: JSONValue.object(conversation.parameters).jsonText, of: id)
        }
    }
}
