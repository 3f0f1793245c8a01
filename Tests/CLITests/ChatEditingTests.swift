import Foundation
import Testing

@Suite(.timeLimit(.minutes(10))) struct ChatEditingTests {
    private static let enter = "\r"
    private static let controlJ = "\n"
    private static let altEnter = "\u{1B}\r"

    /// Runs a chat, hands its terminal over at the first prompt, and leaves.
    private static func inChat(
        editrc: String? = nil, _ environment: [String: String] = [:],
        _ body: (Program, Terminal) async throws -> Void
    ) async throws {
        try await Program.inFolder { program in
            var program = program
            program.environment.merge(environment) { $1 }
            if let editrc { try program.write(editrc, to: ".editrc") }
            let terminal = try Terminal(program, ["chat", "--plain", "--sandbox"])
            try await terminal.expect("> ")
            try await body(program, terminal)
            terminal.type("\u{4}")
            #expect(try await terminal.exitCode() == 0)
        }
    }

    /// Types a message and waits until the sandbox has quoted it.
    private static func say(_ keys: String, quoted lines: String..., at terminal: Terminal) async throws {
        terminal.type(keys + enter)
        try await terminal.expect(lines.map { "> \($0)\r\n" }.joined())
        try await terminal.expect("```\r\n")
        try await terminal.expect("> ")
    }

    @Test func aLineIsBrokenByControlJByAltEnterByABackslashAndInQuotes() async throws {
        try await Self.inChat { _, terminal in
            try await Self.say("один\(Self.controlJ)два", quoted: "один", "два", at: terminal)
            try await Self.say("three\(Self.altEnter)four", quoted: "three", "four", at: terminal)
            try await Self.say("five\\\(Self.enter)six\\\\", quoted: "five", "six\\\\", at: terminal)
            try await Self.say("\"\"\"\rseven\r\reight\\\r\"\"\"", quoted: "seven", "", "eight\\", at: terminal)
        }
    }

    @Test func whatEnterDoesNotSendHasAContinuationPrompt() async throws {
        try await Self.inChat { _, terminal in
            terminal.type("\"\"\"\rone")
            try await terminal.expect("... ")
            try await terminal.expect("one")
            terminal.type("\r\"\"\"\r")
            try await terminal.expect("> one\r\n")
            try await terminal.expect("```\r\n")
            try await terminal.expect("> ")
            terminal.type("two\\\r")
            try await terminal.expect("... ")
            try await Self.say("three", quoted: "two", "three", at: terminal)
            try await Self.say("a\(Self.controlJ)b", quoted: "a", "b", at: terminal)
            #expect(terminal.screen.components(separatedBy: "... ").count >= 3)
        }
    }

    @Test func wordsAreDeletedAndPassed() async throws {
        try await Self.inChat { _, terminal in
            try await Self.say("keep well-known\u{17}this", quoted: "keep this", at: terminal)
            try await Self.say("well-known\u{1B}\u{7F}made", quoted: "well-made", at: terminal)
            try await Self.say("б г\u{1B}[1;5Dв \u{1B}[5D\u{1B}Odа \u{1B}[1;5C!", quoted: "а б! в г", at: terminal)
            try await Self.say("bc\u{1B}OHa\u{1B}[H\u{1B}[1~\u{1B}[3~\u{1B}[4~d", quoted: "bcd", at: terminal)
        }
    }

    @Test func anEmojiAFlagAndALetterWithMarksMoveAndGoAsOne() async throws {
        try await Self.inChat { _, terminal in
            let left = "\u{1B}[D"
            try await Self.say("a👨‍👩‍👧\u{7F}🇩🇪\u{7F}e\u{301}\u{8}b", quoted: "ab", at: terminal)
            try await Self.say("👨‍👩‍👧🇩🇪и\u{306}\(left)\(left)1", quoted: "👨‍👩‍👧1🇩🇪и\u{306}", at: terminal)
            try await Self.say("👍🏽x\u{1}\u{4}\u{6}👨‍👩‍👧\u{1}\u{1B}[C!", quoted: "x!👨‍👩‍👧", at: terminal)
            try await Self.say("👨‍👩‍👧🇩🇪z\u{1}\u{1B}[3~\u{1B}[3~", quoted: "z", at: terminal)
        }
    }

    @Test func keysThatNobodyKnowsLeaveNoJunk() async throws {
        try await Self.inChat { _, terminal in
            try await Self.say("a\u{1B}[15~b\u{1B}[Ic", quoted: "abc", at: terminal)
        }
    }

    @Test func tabCompletesAndLists() async throws {
        try await Self.inChat { _, terminal in
            terminal.type("/mod\t\t")
            try await terminal.expect("/model   /models")
            try await terminal.expect("> /model")
            terminal.type("\u{3}")
            try await terminal.expect("> ")
            terminal.type("/hel\t\r")
            try await terminal.expect("/system")
        }
    }

    @Test func theLineIsEditedInAnotherProgram() async throws {
        let script = "test -t 1 && stty -a >mode && cp \"$1\" given && printf 'новый\\n\\nтекст\\n' >"
        try await Self.inChat(["VISUAL": script, "EDITOR": "false"]) { program, terminal in
            terminal.type("черновик\u{18}\u{5}")
            try await terminal.expect("текст")
            try await Self.say("!", quoted: "новый", "", "текст!", at: terminal)
            #expect(try program.read("given") == "черновик\n")
            #expect(try program.read("mode").contains(" icanon "))
        }
    }

    @Test func aProgramThatFailsLeavesTheLine() async throws {
        try await Self.inChat(["EDITOR": "/nonexistent/editor"]) { _, terminal in
            terminal.type("kept\u{18}\u{5}")
            try await terminal.expect("\u{7}")
            try await Self.say("!", quoted: "kept!", at: terminal)
        }
    }

    @Test func viModeOfTheUsersOwnFileKeepsOurKeys() async throws {
        try await Self.inChat(editrc: "bind -v\nbind ^R ed-move-to-beg\n") { _, terminal in
            try await Self.say("пять\u{1B}0xA!", quoted: "ять!", at: terminal)
            try await Self.say("\u{1B}[200~a\rb\u{1B}[201~c\u{1B}[Hd", quoted: "da", "bc", at: terminal)
            try await Self.say("b\u{12}a\(Self.altEnter)", quoted: "a", "b", at: terminal)
            try await Self.say("x\\\ry", quoted: "x", "y", at: terminal)
        }
    }

    @Test func sessionsShareTheirLinesWithoutLoss() async throws {
        try await Program.inFolder { program in
            let one = try Terminal(program, ["chat", "--plain", "--sandbox"])
            let other = try Terminal(program, ["chat", "--plain", "--sandbox"])
            try await one.expect("> ")
            try await other.expect("> ")
            try await Self.say("from one", quoted: "from one", at: one)
            try await Self.say("from the\nother", quoted: "from the", "other", at: other)
            try await Self.say("\u{1B}[A", quoted: "from one", at: one)
            try await Self.say("last", quoted: "last", at: one)
            try await Self.say("\u{12}the", quoted: "from the", "other", at: one)
            for terminal in [one, other] {
                terminal.type("\u{4}")
                #expect(try await terminal.exitCode() == 0)
            }
            let kept = try program.read(".local/state/cloudcompute/input-history")
            #expect(kept.hasPrefix("_HiStOrY_V2_\nfrom\\040one\nfrom\\040the\\012other\n"))
        }
    }

    @Test func aNarrowerWindowRedrawsAWrappedLineAtOnce() async throws {
        try await Self.inChat { _, terminal in
            let letters = String(repeating: "я", count: 60)
            terminal.type(letters)
            try await terminal.expect(letters)
            terminal.resize(columns: 40, rows: 10)
            // Without a further key: 38 letters beside the prompt, the rest below.
            try await terminal.expect("\u{1B}[J")
            try await terminal.expect(String(repeating: "я", count: 22))
            try await Self.say("э", quoted: letters + "э", at: terminal)
        }
    }

    @Test(arguments: [24, 40, 80, 120] as [UInt16])
    func aLineOfWideAndNarrowLettersIsShownRightAtAnyWidth(columns: UInt16) async throws {
        try await Program.inFolder { program in
            let terminal = try Terminal(program, ["chat", "--plain", "--sandbox"], columns: columns, rows: 30)
            try await terminal.expect("> ")
            let typed = String(repeating: "слово漢字ё ", count: 12)
            terminal.type(typed + "\u{1B}[H" + "начало " + "\u{1B}[F" + "конец")
            let wanted = "> начало \(typed)конец"
            let screen = try await terminal.look { $0.typed == wanted.filter { $0 != " " } }
            #expect(screen.lines.allSatisfy { $0.count <= Int(columns) })
            // The cursor stands behind the last letter.
            let last = try #require(screen.lines.lastIndex { !$0.isEmpty })
            #expect(screen.cursor.y == last)
            #expect(screen.lines[last].hasSuffix("конец") || screen.lines[last].hasSuffix("ец"))
            terminal.type("\u{3}")
            _ = try await terminal.look { $0.lines.contains(">") }
            terminal.type("\u{4}")
            #expect(try await terminal.exitCode() == 0)
        }
    }

    @Test func pipedQuotesMakeOneMessage() async throws {
        try await Program.inFolder { program in
            let outcome = try await program.run(["chat", "--sandbox"], input: "\"\"\"\nодин\n\nдва\n\"\"\"\nтри\n")
            #expect(outcome.exitCode == 0)
            #expect(outcome.output.contains("> один\n> \n> два\n"))
            #expect(outcome.output.contains("| сообщений | 3 |"))
        }
    }
}

extension Screen {
    /// What stands on the screen from the last prompt on, without spaces and the ends of rows.
    fileprivate var typed: String {
        let start = lines.lastIndex { $0.hasPrefix("> ") } ?? 0
        return lines[start...].joined().filter { $0 != " " }
    }
}
