import Foundation
import Testing

/// What was typed is what is sent, whatever key comes in between.
@Suite(.timeLimit(.minutes(5))) struct ChatDraftTests {
    private static let (up, down) = ("\u{1B}[A", "\u{1B}[B")
    private static let (older, newer) = ("\u{10}", "\u{E}")

    private static func pasted(_ text: String) -> String { "\u{1B}[200~\(text)\u{1B}[201~" }

    /// Types into a chat that has one earlier line, sends, and returns the lines that were sent.
    ///
    /// They are read from the file of typed lines, which holds them whole.
    private static func sent(
        _ keys: String..., editrc: String? = nil, environment: [String: String] = [:]
    ) async throws -> [String] {
        try await Program.inFolder { program in
            var program = program
            program.environment.merge(environment) { $1 }
            if let editrc { try program.write(editrc, to: ".editrc") }
            let terminal = try Terminal(program, ["chat", "--plain", "--sandbox"])
            for text in ["earlier"] + keys {
                try await terminal.expect("> ")
                terminal.type(text + "\r")
                try await terminal.expect("```\r\n")
                try await terminal.expect("tokens/s")
            }
            try await terminal.expect("> ")
            terminal.type("\u{4}")
            #expect(try await terminal.exitCode() == 0)
            let kept = try program.read(".local/state/cloudcompute/input-history").split(separator: "\n").dropFirst(2)
            return kept.map { line in
                [("\\040", " "), ("\\012", "\n"), ("\\011", "\t"), ("\\134", "\\")]
                    .reduce(String(line)) { $0.replacingOccurrences(of: $1.0, with: $1.1) }
            }
        }
    }

    @Test func downOnAFreshLineKeepsIt() async throws {
        let three = "one\ntwo\nthree"
        let kept = try await Self.sent(
            "hello" + Self.down + " world" + Self.newer + "!", Self.pasted(three) + Self.down + Self.newer + Self.down)
        #expect(kept == ["hello world!", three])
    }

    @Test func aDraftOfAnyLengthComesBack() async throws {
        let long = String(repeating: "слово ", count: 240) + "конец"
        let many = (1...300).map { "line \($0) of the paste" }.joined(separator: "\n")
        let kept = try await Self.sent(
            long + Self.up + Self.down, Self.pasted(many) + "\u{1B}[H" + Self.older + Self.newer + Self.newer,
            editrc: "bind \"\\e[5~\" ed-search-prev-history\n")
        #expect(kept == [long, many])
    }

    @Test func viKeysKeepADraftOfAnyLength() async throws {
        let long = String(repeating: "words ", count: 240) + "end"
        let kept = try await Self.sent(
            long + "\u{1B}kj", "draft\u{1B}/earl\rA!\u{1B}jjA?", editrc: "bind -v\n")
        #expect(kept == [long, "draft?"])
    }

    @Test func anEditedEarlierLineIsKeptWhileOthersAreLookedAt() async throws {
        let kept = try await Self.sent(
            "second", "draft" + Self.up + " changed" + Self.up + Self.down + "!",
            Self.up + Self.up + Self.up + " changed" + Self.down + Self.down + Self.down + "new")
        #expect(kept == ["second", "second changed!", "new"])
    }

    @Test func aPasteKeepsItsTabs() async throws {
        let makefile = "all:\n\tgcc -o x x.c\na\tb\tc"
        let kept = try await Self.sent(
            Self.pasted(makefile), Self.pasted("\tab\tc") + "\u{1B}[D\u{7F}\t" + Self.up + Self.down,
            Self.pasted("\ta") + "\u{18}\u{5}", environment: ["EDITOR": "printf '\\tb' >>"])
        #expect(kept == [makefile, "\tabc", "\ta\n\tb"])
    }

    @Test func whatIsSearchedForIsShownAndTheDraftKept() async throws {
        try await Program.inFolder { program in
            let terminal = try Terminal(program, ["chat", "--plain", "--sandbox"])
            try await terminal.expect("> ")
            terminal.type("/system one\r")
            try await terminal.expect("prompt set.")
            terminal.type("draft\u{12}sys")
            let found = try await terminal.look { $0.lines.contains("search: sys") }
            #expect(found.lines.contains("> /system one"))
            terminal.type("x")
            _ = try await terminal.look { $0.lines.contains("no match: sysx") }
            terminal.type("\u{7}")
            let after = try await terminal.look { $0.lines.last { !$0.isEmpty } == "> draft" }
            #expect(after.cursor.x == 7)
            // Ctrl-S searches forwards; it does not freeze the terminal.
            terminal.type("\u{13}\u{7}!")
            _ = try await terminal.look { $0.lines.contains("> draft!") }
        }
    }

    @Test func aPasteThatNeverEndsIsGivenUpWithControlC() async throws {
        try await Program.inFolder { program in
            let terminal = try Terminal(program, ["chat", "--plain", "--sandbox"])
            try await terminal.expect("> ")
            terminal.type("\u{1B}[200~lost")
            terminal.type("\u{3}")
            try await terminal.expect("lost\r\n")
            try await terminal.expect("> ")
            terminal.type("\u{4}")
            #expect(try await terminal.exitCode() == 0)
        }
    }

    @Test func aDumbTerminalGetsNoEscapeSequences() async throws {
        try await Program.inFolder { program in
            var program = program
            program.environment["TERM"] = "dumb"
            let terminal = try Terminal(program, ["chat", "--plain", "--sandbox"], columns: 40)
            try await terminal.expect("> ")
            terminal.type("Привет 世界" + "\u{2}\u{2}\u{7F}, \u{5}!\u{1}О, \u{5}")
            _ = try await terminal.look { $0.lines.contains("> О, Привет, 世界!") }
            terminal.type(" " + String(repeating: "слово ", count: 8))
            let wrapped = try await terminal.look { $0.lines.last { !$0.isEmpty }?.hasSuffix("слово") ?? false }
            let shown = wrapped.text.filter { $0 != "\n" }
            #expect(shown.hasSuffix("世界!" + String(repeating: " слово", count: 8)))
            terminal.type("\r")
            try await terminal.expect("> О, Привет, 世界!")
            try await terminal.expect("```\r\n")
            terminal.type("\u{4}")
            #expect(try await terminal.exitCode() == 0)
            #expect(!terminal.screen.contains("\u{1B}"))
        }
    }
}
