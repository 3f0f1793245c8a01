import ArgumentParser
import Foundation
import JSON
import Localization
import Terminal
import Tools

struct ToolsRunCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration.leaf(
        commandName: "run",
        abstract: "Run a tool by hand, without a model, and print its result.",
        discussion: """
            The arguments are a JSON object; without one they are read from standard \
            input, and there are none where that is a terminal. A tool that fails makes \
            the exit code 1.

            Examples:
              cloudcompute tools run time__get_current_time '{"timezone": "Europe/Moscow"}'
              echo '{"repo_path": "."}' | cloudcompute tools run git__git_status
            """)

    @Argument(help: "The tool, as `cloudcompute tools list` names it.", completion: .stored(.tools))
    var name: String

    @Argument(help: ArgumentHelp("The arguments, a JSON object.", valueName: "json"))
    var arguments: String?

    @Flag(help: "Print a JSON object with the outcome, the text, its whole length and the time in milliseconds.")
    var json = false

    @OptionGroup var sources: ToolSources
    @OptionGroup(title: "Global options") var local: LocalOptions

    private var global: GlobalOptions { local.global }

    func run() async throws {
        let console = CommandContext.Console(global)
        let arguments = try parsed(try self.arguments ?? StandardInput.text(console) ?? "")
        let configuration = try sources.configuration()
        let name = name
        let result = try await sources.withTool(name, in: configuration, console) { toolbox, tool in
            let result = await toolbox.call(tool, arguments: arguments) { progress in
                let words = progress.words
                if console.error.isTerminal, !words.isEmpty { console.note("\(name): \(words)") }
            }
            try Task.checkCancellation()
            return result
        }
        try show(result, console)
    }

    private func parsed(_ text: String) throws -> JSONObject {
        guard text.contains(where: { !$0.isWhitespace }) else { return [:] }
        let value: JSONValue
        do { value = try JSONValue(parsing: text) } catch {
            throw CommandFailure(
                localized(
                    "The arguments are not JSON: \(error.sentence)."),
                .badData)
        }
        guard let object = value.object else {
            throw CommandFailure(localized("The arguments are not a JSON object."), .badData)
        }
        return object
    }

    private func show(_ result: ToolResult, _ console: CommandContext.Console) throws {
        if json {
            let milliseconds = (result.duration / .milliseconds(1)).rounded()
            let object: JSONValue = [
                "name": .string(name), "outcome": .string(result.outcome.rawValue), "text": .string(result.text),
                "duration_ms": JSONValue(Int(milliseconds)), "truncated": .bool(result.whole != nil),
                "characters": JSONValue((result.whole ?? ToolResult.Size(of: result.text)).characters),
            ]
            try console.output.write(json: object.jsonBytes + [0x0A])
        } else if result.outcome == .done {
            let text = console.output.isTerminal ? ControlCharacterFilter.filter(result.text) : result.text
            try console.output.write(text.hasSuffix("\n") || text.isEmpty ? text : text + "\n")
        } else {
            console.error.note(ControlCharacterFilter.filter(result.text))
        }
        if let whole = result.whole, !json {
            console.note(
                localized("The result has \(whole.characters) characters; its middle is left out, as the text says."))
        }
        if result.outcome != .done { throw CommandFailure(nil, .someFailed) }
    }
}

extension ToolProgress {
    /// The progress on one line.
    var words: String {
        let share =
            switch (progress, total) {
            case (let progress?, let total?): "\(Self.short(progress))/\(Self.short(total))"
            case (let progress?, nil): Self.short(progress)
            default: ""
            }
        return [message, share].filter { !$0.isEmpty }.joined(separator: " ")
    }

    private static func short(_ number: Double) -> String {
        number == number.rounded() && abs(number) < 1e15 ? String(format: "%.0f", number) : "\(number)"
    }
}
