import CloudComputeClient
import Conversations
import JSON
import Localization
import Tools

/// The command about tools that the model may call.
extension ChatSession {
    /// So many characters of a description are listed.
    private static let listedWords = 100

    /// Lists the tools, or does with them what the first word says.
    mutating func tools(_ argument: String) throws -> [Action] {
        let words = argument.split(separator: " ", maxSplits: 1).map(String.init)
        let rest = words.count > 1 ? words[1].trimmingPrefix { $0 == " " } : ""
        switch words.first {
        case "on":
            let names = rest.split { $0 == "," || $0 == " " }.map(String.init)
            return wait(for: .tools(.open(names)))
        case "off":
            guard offersTools else { return [.note(localized("No tools are offered."))] }
            offersTools = false
            return [.note(localized("No tools are offered any more; /tools on offers them again."))]
        case "log": return try log(String(rest))
        case nil, "allow", "ask", "show":
            guard offersTools else {
                throw ChatCommandError(localized("No tools are offered; /tools on [NAME,…] offers some."))
            }
            guard let word = words.first else { return wait(for: .tools(.list)) }
            guard !rest.isEmpty else { throw ChatCommandError(localized("Name the tool: /tools \(word) NAME.")) }
            let operations: [String: ToolsOperation] = ["allow": .allow(String(rest)), "ask": .ask(String(rest))]
            return wait(for: .tools(operations[word] ?? .show(String(rest))))
        default: throw ChatCommandError(localized("/tools takes on, off, allow, ask, show or log."))
        }
    }

    /// Says once of a model that the server lists it as one without tools.
    mutating func warnOfTools() -> [Action] {
        let model = conversation.model
        guard offersTools, modelWithoutTools != model,
            models.contains(where: { $0.id == model && $0.supportsTools == false })
        else { return [] }
        modelWithoutTools = model
        return [.note(localized("The server lists \(model) as a model without tools; /tools off offers it none."))]
    }

    /// Goes on with what the tools answer.
    mutating func toolsAnswered(_ answer: ToolsAnswer) -> [Action] {
        switch answer {
        case .listed(let tools):
            if tools.isEmpty { return [.note(localized("There are no tools."))] }
            let rows = tools.map { row in
                (
                    term: "  \(VisibleText.escaped(row.tool.callName))",
                    words: row.isAllowed
                        ? localized("runs without a question. \(Self.summary(row.tool))") : Self.summary(row.tool)
                )
            }
            return [.show(.definitions(heading: nil, rows: rows, indent: 34, footer: nil))]
        case .opened(let count):
            offersTools = count > 0
            return [
                .note(
                    count == 0
                        ? localized("There are no tools.") : localized("\(count) tools are offered to the model."))
            ]
        case .allowed(let names): return [.note(localized("Without a question run: \(names.joined(separator: ", "))."))]
        case .asked(let names):
            return [.note(localized("Asked about before they run: \(names.joined(separator: ", "))."))]
        case .shown(let tool, let isAllowed):
            let name = VisibleText.escaped(tool.callName)
            let lines = [
                isAllowed
                    ? localized("\(name), runs without a question") : localized("\(name), asked about before it runs"),
                localized("Description:"),
            ]
            let description = VisibleText.lines(of: tool.description).map { "  \($0)" }
            let schema =
                description + [localized("Schema:")] + VisibleText.lines(.object(tool.inputSchema)) + [
                    localized("From:")
                ]
            return [.show(.text((lines + schema + VisibleText.lines(.object(tool.identity))).joined(separator: "\n")))]
        }
    }

    private static func summary(_ tool: ToolDefinition) -> String {
        let line = tool.description.split(whereSeparator: \.isNewline).first.map(String.init) ?? ""
        return VisibleText.escaped(VisibleText.cut(line, to: listedWords))
    }

    /// Lists the calls of this conversation, or shows one whole.
    private func log(_ number: String) throws -> [Action] {
        let calls = conversation.turns.flatMap(\.rounds).flatMap(\.calls)
        if calls.isEmpty { return [.note(localized("No tool was called in this conversation."))] }
        if number.isEmpty {
            let rows = calls.enumerated().map { "\($0.offset + 1). \(ToolRunLine.text($0.element))" }
            return [.note(rows.joined(separator: "\n"))]
        }
        guard let place = Int(number), place >= 1, place <= calls.count else {
            throw ChatCommandError(localized("/tools log takes the number of a call, 1 to \(calls.count)."))
        }
        let call = calls[place - 1]
        return [
            .note(ToolRunLine.text(call)),
            .show(.text(localized("Arguments: \(VisibleText.escaped(call.call.arguments))"))),
            .show(.text(call.result.text)),
        ]
    }
}
