import Foundation
import Testing

/// A message that is higher than the window.
@Suite(.timeLimit(.minutes(3))) struct ChatTallDraftTests {
    private static func inChat(
        columns: UInt16, rows: UInt16, _ body: (Terminal) async throws -> Void
    ) async throws {
        try await Program.inFolder { program in
            let terminal = try Terminal(program, ["chat", "--plain", "--sandbox"], columns: columns, rows: rows)
            try await terminal.expect("> ")
            try await body(terminal)
            terminal.type("\u{4}")
            #expect(try await terminal.exitCode() == 0)
        }
    }

    @Test(arguments: [(40, 15), (20, 5), (80, 24)] as [(UInt16, UInt16)])
    func theViewFollowsTheCursorAndAllIsShownOnceItIsSent(columns: UInt16, rows: UInt16) async throws {
        try await Self.inChat(columns: columns, rows: rows) { terminal in
            let lines = (1...30).map { "строка \($0)" }
            terminal.type("\u{1B}[200~\(lines.joined(separator: "\n"))\u{1B}[201~")
            _ = try await terminal.look { $0.lines[Int(rows) - 1] == "строка 30" && $0.cursor.y == rows - 1 }
            terminal.type(String(repeating: "\u{1B}[A", count: 20) + "\u{1B}[D\u{1B}[DПРАВКА")
            let edited = try await terminal.look { $0.lines.contains { $0.contains("ПРАВКА") } }
            #expect(edited.lines[edited.cursor.y] == "строка ПРАВКА10")
            #expect(edited.cursor.x == "строка ПРАВКА".count)
            terminal.type("\r")
            var sent = lines
            sent[9] = "строка ПРАВКА10"
            sent[0] = "> " + sent[0]
            let after = try await terminal.look { $0.lines.last { !$0.isEmpty } == ">" }
            #expect(after.text.contains(sent.joined(separator: "\n") + "\n"))
        }
    }

    @Test(arguments: [(80, 1), (80, 3), (40, 12), (20, 5), (5, 2), (80, 40)] as [(UInt16, UInt16)])
    func aDraftOutlivesAWindowOfAnotherSize(columns: UInt16, rows: UInt16) async throws {
        try await Self.inChat(columns: 80, rows: 24) { terminal in
            for draft in [
                "a\nb", (1...30).map { "line \($0)" }.joined(separator: "\n"), String(repeating: "word ", count: 300),
            ] {
                terminal.type("\u{1B}[200~\(draft)\u{1B}[201~")
                terminal.resize(columns: columns, rows: rows)
                terminal.type("xyz")
                terminal.resize(columns: 80, rows: 24)
                terminal.type("!")
                _ = try await terminal.look { $0.text.contains("xyz!") }
                terminal.type("\u{3}")
                _ = try await terminal.look { $0.lines.last { !$0.isEmpty } == ">" }
            }
        }
    }

    @Test func theEndsOfALongLineAreReached() async throws {
        try await Self.inChat(columns: 40, rows: 15) { terminal in
            let letters = String(repeating: "abcdefghij", count: 60)
            terminal.type(letters)
            _ = try await terminal.look { $0.cursor == .init(x: 2, y: 14) }
            terminal.type("\u{1}AAA ")
            let start = try await terminal.look { $0.lines[0].hasPrefix("> AAA abc") }
            #expect(start.cursor == .init(x: 6, y: 0))
            terminal.type("\u{5}")
            let end = try await terminal.look { $0.lines[14] == "efghij" }
            #expect(end.cursor == .init(x: 6, y: 14))
            terminal.type("\u{C}\u{1B}[D")
            let cleared = try await terminal.look { $0.cursor == .init(x: 5, y: 14) }
            #expect(cleared.lines == end.lines)
            terminal.type("\u{3}")
            let given = try await terminal.look { $0.lines.last { !$0.isEmpty } == ">" }
            #expect(given.text.filter { $0 != "\n" }.contains("> AAA " + letters))
        }
    }
}
