import ArgumentParser
import JSON
import Localization
import Settings
import Terminal
import Tools

struct ToolsApprovalsCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration.leaf(
        commandName: "approvals",
        abstract: "List the tools that are always allowed, or take that back.",
        discussion: """
            A tool is allowed for good by the answer a where ask or chat asks about it, as \
            it was then and from where it came then; any change is asked about again.

            Examples:
              cloudcompute tools approvals
              cloudcompute tools approvals --json | jq -r '.[].tool.name'
              cloudcompute tools approvals --remove 'git__*'
            """)

    @Option(help: ArgumentHelp("Ask about the tools whose names fit again; repeatable.", valueName: "pattern"))
    var remove: [String] = []

    @Flag(help: "Print a JSON array with whole definitions.")
    var json = false

    @OptionGroup(title: "Global options") var local: LocalOptions

    private var global: GlobalOptions { local.global }

    func run() async throws {
        let console = CommandContext.Console(global)
        let folders = try XDGDirectories(environment: ProcessEnvironment.atStart)
        let file = ToolApprovals(path: folders.toolApprovals)
        guard remove.isEmpty else { return try await takeBack(file, console) }
        let approvals = try file.all()
        if json {
            return try console.output.write(json: JSONValue.array(approvals.map(\.json)).jsonBytes + [0x0A])
        }
        guard !approvals.isEmpty else { return console.note(Self.noApprovals) }
        var table = TextTable([
            (localized("NAME"), .left), (localized("FROM"), .left), (localized("DESCRIPTION"), .left),
        ])
        for approval in approvals {
            let tool = approval.definition
            let line = tool.modelDescription.split(whereSeparator: \.isNewline).first ?? ""
            table.add([approval.name, VisibleText.escaped(JSONValue.object(tool.identity).jsonText), String(line)])
        }
        try console.output.write(table.text(width: console.output.columns))
    }

    private static var noApprovals: String { localized("No tool is always allowed.") }

    private func takeBack(_ file: ToolApprovals, _ console: CommandContext.Console) async throws {
        guard try !file.all().isEmpty else { return console.note(Self.noApprovals) }
        let patterns = remove.map { ToolPattern($0) }
        let removed = try await file.remove { approval in patterns.contains { $0.matches(approval.name) } }
        guard !removed.isEmpty else {
            throw CommandFailure(
                localized("No tool that is always allowed fits \(remove.joined(separator: ", "))."), .someFailed)
        }
        console.note(localized("Asked about again: \(removed.map(\.name).joined(separator: ", "))."))
    }
}

extension ToolApproval {
    /// The name by which the tool is known, but for what makes names unique.
    fileprivate var name: String {
        switch definition.origin {
        case .local: definition.name
        case .server(let server): "\(server)__\(definition.name)"
        }
    }
}

extension XDGDirectories {
    /// The file of tools that are allowed for good.
    var toolApprovals: String { dataFolder + "/tool-approvals.json" }
}
