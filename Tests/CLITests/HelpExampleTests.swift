import Foundation
import JSON
import Testing

/// Every example of the help, run against a sandbox.
@Suite(.timeLimit(.minutes(10))) struct HelpExampleTests {
    /// A command and the examples of its help.
    private struct Command {
        var name: String
        var examples: [String]
    }

    /// The commands with what the program tells of them.
    private static func commands(_ program: Program) async throws -> [Command] {
        let dump = try await program.run(["--experimental-dump-help"]).output
        func all(_ command: JSONValue, _ path: [String]) -> [Command] {
            let blocks = (command["discussion"]?.string ?? "").components(separatedBy: "\n\n")
            let lines = blocks.first { $0.hasPrefix("Example") }?.split(separator: "\n").dropFirst() ?? []
            let found = lines.map { $0.trimmingCharacters(in: .whitespaces) }
            let below = (command["subcommands"]?.array ?? []).filter {
                $0["commandName"]?.string != "help" && $0["shouldDisplay"] == .bool(true)
            }
            return [Command(name: path.joined(separator: " "), examples: found)]
                + below.flatMap { all($0, path + [$0["commandName"]?.string ?? ""]) }
        }
        return all(try #require(try JSONValue(parsing: dump)["command"]), [])
    }

    @Test func everyExampleRuns() async throws {
        try await Program.inFolder { outer in
            let commands = try await Self.commands(outer)
            let all = commands.flatMap(\.examples)
            for text in HelpExampleScene.skipped.keys { #expect(all.contains { $0.contains(text) }, "\(text)") }
            for command in commands {
                #expect(!command.examples.isEmpty, "\(command.name) has no example.")
                try await Program.inFolder { program in
                    try await program.withSandbox(["--boot-time", "0"]) { program, url in
                        try await Self.run(command, HelpExampleScene(program, url))
                    }
                }
            }
        }
    }

    private static func run(_ command: Command, _ scene: HelpExampleScene) async throws {
        let examples = command.examples.filter { example in
            !HelpExampleScene.skipped.keys.contains { example.contains($0) }
        }
        guard !examples.isEmpty else { return }
        try await scene.setUp(for: command.name)
        for example in examples {
            let outcome = try await scene.run(example)
            #expect(
                outcome.status == HelpExampleScene.status(of: example),
                "\(command.name): \(example): \(outcome.status)\n\(outcome.error)")
        }
    }
}
