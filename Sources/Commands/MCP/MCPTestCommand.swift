import ArgumentParser
import JSON
import Localization
import Terminal
import Tools

struct MCPTestCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration.leaf(
        commandName: "test",
        abstract: "Start servers, show what they say of themselves, and end them.",
        discussion: """
            Without names all servers are tried that are not disabled. The exit code is 69 \
            where one does not work, and 78 where that is due to its entry.

            Examples:
              cloudcompute mcp test
              cloudcompute mcp test time --json | jq '.[0].tools'
            """)

    @Argument(help: "Servers.", completion: .stored(.servers))
    var names: [String] = []

    @Flag(help: "Print a JSON array.")
    var json = false

    @OptionGroup var sources: ToolSources
    @OptionGroup(title: "Global options") var local: LocalOptions

    private var global: GlobalOptions { local.global }

    func run() async throws {
        let console = CommandContext.Console(global)
        let configuration = try sources.configuration(tellingOn: console)
        let servers = try chosen(configuration)
        if servers.isEmpty, !json { console.note(localized("There are no servers to try in \(configuration.path).")) }
        let notices = HeldNotices(console)
        let tests = try await console.waiting { label in
            label.text = localized("starting servers,")
            return await Self.tests(of: servers, notices)
        }
        notices.release()
        if json {
            try console.output.write(json: JSONValue.array(tests.map(\.report)).jsonBytes + [0x0A])
        } else if !tests.isEmpty {
            try console.output.write(tests.map(\.text).joined(separator: "\n"))
        }
        let failures = tests.compactMap(\.failure)
        guard let first = failures.first else { return }
        let isConfiguration = failures.allSatisfy { if case .configuration = $0 { true } else { false } }
        let name = tests.first { $0.failure == first }?.entry.name ?? ""
        throw CommandFailure(
            failures.count == 1
                ? localized("The server \(name) does not work: \(first.reason).")
                : localized("\(failures.count) of \(tests.count) servers do not work."),
            isConfiguration ? .configuration : .unavailable)
    }

    private func chosen(_ configuration: ToolConfiguration) throws -> [ServerEntry] {
        if names.isEmpty { return configuration.servers.filter { !$0.isDisabled } }
        return try names.map { name in
            guard let server = configuration.servers.first(where: { $0.name == name || $0.configuredName == name })
            else {
                let known = configuration.servers.map(\.name)
                throw ToolsError.unknownName(name, near: NearName.all(to: name, among: known), known: known)
            }
            return server
        }
    }

    /// All at once, in their order.
    private static func tests(of servers: [ServerEntry], _ notices: HeldNotices) async -> [ServerTest] {
        await withTaskGroup(of: (Int, ServerTest).self) { group in
            for (index, server) in servers.enumerated() {
                group.addTask {
                    let test = await ServerTest.of(
                        server, environment: ProcessEnvironment.atStart, tell: { notices.tell($0) })
                    return (index, test)
                }
            }
            var tests: [Int: ServerTest] = [:]
            for await (index, test) in group { tests[index] = test }
            return servers.indices.compactMap { tests[$0] }
        }
    }
}
