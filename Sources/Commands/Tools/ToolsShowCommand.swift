import ArgumentParser
import JSON
import Localization
import Terminal
import Tools

struct ToolsShowCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration.leaf(
        commandName: "show",
        abstract: "Show all that a tool says of itself, with hidden characters made visible.",
        discussion: """
            The server that has it is started for that.

            Examples:
              cloudcompute tools show time__convert_time
              cloudcompute tools show time --json
            """)

    @Argument(help: "A tool; of a server, all its tools.", completion: .stored(.tools))
    var name: String

    @Flag(help: "Print a JSON object, or of a server an array of them.")
    var json = false

    @OptionGroup var sources: ToolSources
    @OptionGroup(title: "Global options") var local: LocalOptions

    private var global: GlobalOptions { local.global }

    func run() async throws {
        let console = CommandContext.Console(global)
        let configuration = try sources.configuration()
        let isServer = configuration.servers.contains { $0.name == name || $0.configuredName == name }
        if isServer {
            let tools = try await sources.withTools([name], in: configuration, console) { $1 }
            if json {
                return try console.output.write(json: JSONValue.array(tools.map(\.report)).jsonBytes + [0x0A])
            }
            return try console.output.write(tools.map(Self.text).joined(separator: "\n"))
        }
        let tool = try await sources.withTool(name, in: configuration, console) { $1 }
        if json { return try console.output.write(json: tool.report.jsonBytes + [0x0A]) }
        try console.output.write(Self.text(tool))
    }

    private static func text(_ tool: ToolDefinition) -> String {
        let origin =
            switch tool.origin {
            case .local: localized("local executable")
            case .server(let server): localized("\(server), where it is named \(VisibleText.escaped(tool.name))")
            }
        var lines = [tool.callName, localized("  from         \(origin)")]
        for member in tool.identity.members {
            let value = member.value.string ?? member.value.jsonText
            lines.append("  \(member.name.padded(to: 12)) \(VisibleText.escaped(value))")
        }
        if let title = tool.annotations.title {
            lines.append(localized("  title        \(VisibleText.escaped(title))"))
        }
        let hints = tool.annotations.words
        lines.append(
            hints.isEmpty
                ? localized("  it says      nothing of its effects")
                : localized("  it says      it \(hints.joined(separator: ", "))"))
        lines.append(localized("  description"))
        for line in tool.description.split(separator: "\n", omittingEmptySubsequences: false) {
            lines.append("    \(VisibleText.escaped(String(line)))")
        }
        lines.append(localized("  parameters"))
        lines += VisibleText.lines(.object(tool.inputSchema)).map { "    \($0)" }
        return lines.joined(separator: "\n") + "\n"
    }
}

extension String {
    fileprivate func padded(to width: Int) -> String {
        self + String(repeating: " ", count: max(0, width - count))
    }
}
