import Foundation
import Testing

/// Whole chats from seeds, in which the model calls whatever tools it likes.
@Suite(.timeLimit(.minutes(10))) struct ToolDialogueTests {
    private static let names = ["read_a", "read_b", "write_a", "write_b"]
    private static let patterns = ["read_*", "*_a", "write_b", "*", "read_?"]

    /// Chance that is the same for the same seed.
    private struct Chance: RandomNumberGenerator {
        var state: UInt64

        mutating func next() -> UInt64 {
            state &+= 0x9E37_79B9_7F4A_7C15
            var mixed = (state ^ (state >> 30)) &* 0xBF58_476D_1CE4_E5B9
            mixed = (mixed ^ (mixed >> 27)) &* 0x94D0_49BB_1331_11EB
            return mixed ^ (mixed >> 31)
        }
    }

    /// Whether a pattern of `*` at an end and `?` fits, told in another way than the program tells it.
    private static func fits(_ name: String, _ pattern: String) -> Bool {
        switch pattern {
        case "*": true
        case "read_*", "read_?": name.hasPrefix("read_")
        case "*_a": name.hasSuffix("_a")
        default: name == pattern
        }
    }

    @Test func noToolRunsWithoutConsentInAnyDialogue() async throws {
        try await Program.inFolder { program in
            for name in Self.names { try program.addTool(name) }
            try await program.withSandbox { program, _ in
                let seeds: UInt64 = Program.isSanitized ? 40 : 200
                var count: UInt64 = 0
                for seed in 0..<seeds { count += try await UInt64(play(seed, program)) }
                #expect(count > seeds)
            }
        }
    }

    /// A person at a terminal gives answers by chance; what is asked and what runs is foretold by a simple account of them.
    @Test func answersByChanceReachAsFarAsTheySay() async throws {
        let tools = ["box__one", "box__two", "solo"]
        try await Program.inFolder { program in
            try program.addServer("box", "one", "two")
            try program.addTool("solo")
            let terminal = try Terminal(program, ["chat", "--plain", "--sandbox", "-T", "all"])
            try await terminal.expect("> ")
            var chance = Chance(state: 12)
            var (allowed, expected) = (Set<String>(), [String]())
            for round in 0..<30 {
                if round % 10 == 9 {
                    terminal.type("/tools ask *\r")
                    try await terminal.expect("Asked about before they run")
                    try await terminal.expect("> ")
                    allowed = []
                }
                let calls = (0..<3).map { _ in tools.randomElement(using: &chance) ?? "solo" }
                terminal.type(calls.map { "call \($0) {}" }.joined(separator: "\u{A}") + "\r")
                for name in calls {
                    var runs = allowed.contains(name)
                    if !runs {
                        try await terminal.expect("The model wants to call \(name)")
                        try await terminal.expect("d details: ")
                        let answer = ["y", "s", "S", "n", "", "n why"].randomElement(using: &chance) ?? ""
                        let isServer = name.hasPrefix("box__")
                        if answer == "s" { allowed.insert(name) }
                        if answer == "S", isServer { allowed.formUnion(["box__one", "box__two"]) }
                        runs = ["y", "s"].contains(answer) || answer == "S" && isServer
                        terminal.type(answer + "\r")
                        if answer == "S", !isServer {
                            // There is no server to allow, so it is asked again.
                            try await terminal.expect("d details: ")
                            terminal.type("\r")
                        }
                    }
                    try await terminal.expect(runs ? "\(name) → 1 line" : "\(name) → denied")
                    if runs { expected.append(String(name.split(separator: "_").last ?? "")) }
                }
                try await terminal.expect("> ")
            }
            terminal.type("\u{4}")
            #expect(try await terminal.exitCode() == 0)
            #expect(program.runs == expected && expected.count > 20)
        }
    }

    /// Plays a dialogue, and returns how many tools ran.
    private func play(_ seed: UInt64, _ program: Program) async throws -> Int {
        var chance = Chance(state: seed)
        let pattern = Self.patterns.randomElement(using: &chance) ?? "*"
        var expected: [String] = []
        var lines: [String] = []
        for _ in 0..<Int.random(in: 1...3, using: &chance) {
            lines.append("\"\"\"")
            for _ in 0..<Int.random(in: 1...4, using: &chance) {
                let name = (Self.names + ["unknown"]).randomElement(using: &chance) ?? ""
                let isWhole = Int.random(in: 0..<4, using: &chance) > 0
                lines.append("call \(name) \(isWhole ? "{}" : "{\"a\":")")
                if isWhole, Self.names.contains(name), Self.fits(name, pattern) { expected.append(name) }
                if Int.random(in: 0..<3, using: &chance) == 0 { lines.append("then") }
            }
            lines.append("\"\"\"")
        }
        try? FileManager.default.removeItem(atPath: program.file("runs"))
        let outcome = try await program.runAlone(
            ["chat", "-m", "sandbox/small", "-T", "all", "--allow-tool", pattern], input: lines.joined(separator: "\n"))
        #expect(outcome.status == 0, "seed \(seed): \(outcome.error)")
        #expect(program.runs == expected, "seed \(seed) with \(pattern):\n\(lines.joined(separator: "\n"))")
        return expected.count
    }
}
