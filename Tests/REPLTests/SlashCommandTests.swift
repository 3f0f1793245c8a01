import Testing

@testable import REPL

@Suite(.timeLimit(.minutes(1))) struct SlashCommandTests {
    /// The line as it was read, for comparisons.
    private func read(_ line: String) -> String {
        switch SlashCommand.read(line) {
        case .message(let text): "message \(text)"
        case .command(let command, let argument): "/\(command.name) <\(argument)>"
        case .unknown(let name, let nearest): "unknown \(name), \(nearest ?? "none")"
        case .empty: "empty"
        }
    }

    @Test(arguments: ["", " ", " \t\n"]) func aLineOfSpacesIsNothing(line: String) {
        #expect(read(line) == "empty")
    }

    @Test(arguments: ["Привет", "a /help", " leading space"]) func textIsForTheModelAsItStands(line: String) {
        #expect(read(line) == "message \(line)")
    }

    @Test func twoSlashesSendOne() {
        #expect(read("//help me") == "message /help me")
    }

    @Test func spacesAroundACommandsArgumentDoNotCount() {
        #expect(read("  /system  Be brief.  ") == "/system <Be brief.>")
        #expect(read("/help") == "/help <>")
    }

    @Test func anArgumentMayHaveLines() {
        #expect(read("/system one\ntwo") == "/system <one\ntwo>")
    }

    @Test(arguments: [("/hlep", "help"), ("/Quit", "quit"), ("/mode", "model"), ("/", nil), ("/usr/bin", nil)])
    func unknownCommandsNameTheNearest(line: String, nearest: String?) {
        guard case .unknown(_, let found) = SlashCommand.read(line) else {
            Issue.record("\(line) was not refused")
            return
        }
        #expect(found == nearest)
    }

    @Test func noTwoCommandsBearOneName() {
        #expect(Set(SlashCommand.all.map(\.name)).count == SlashCommand.all.count)
    }

    @Test func everyCommandSaysWhatItDoes() {
        for command in SlashCommand.all {
            #expect(!command.name.isEmpty && command.name.allSatisfy { $0.isLowercase })
            #expect(!command.help.isEmpty && !command.help.hasSuffix("."), "/\(command.name)")
            #expect(command.detail.isEmpty || command.detail.hasSuffix("."), "/\(command.name)")
        }
    }

    @Test func everyWordThatTabOffersIsTaken() throws {
        for command in SlashCommand.all {
            guard case .words(let words, suffix: "") = command.completion else { continue }
            for word in words where command.name != "copy" {
                var session = ChatSession.example()
                #expect(throws: Never.self, "/\(command.name) \(word)") { _ = try command.action(&session, word) }
            }
        }
    }
}
