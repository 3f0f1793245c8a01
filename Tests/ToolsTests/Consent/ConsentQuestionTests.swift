import JSON
import Testing
import Tools

@Suite(.timeLimit(.minutes(1))) struct ConsentQuestionTests {
    private func tool(_ origin: ToolDefinition.Origin = .server("files"), description: String = "Reads.")
        -> ToolDefinition
    {
        var annotations = ToolAnnotations()
        annotations.readOnlyHint = true
        annotations.openWorldHint = true
        return ToolDefinition(
            origin: origin, name: "read", callName: "files__read", description: description,
            inputSchema: ["type": "object"], annotations: annotations, identity: ["command": "files-server"])
    }

    @Test func whatCannotBeSeenIsWrittenOut() {
        let arguments: JSONObject = ["p\u{200B}": "a\u{202E}b\u{1B}[2J\n\u{E0041}\u{A0}\"\\", "ж": [1, true, .null]]
        let text = ConsentQuestion(tool(), arguments: arguments).text(columns: 80)
        #expect(text.contains(#""p\u{200B}": "a\u{202E}b\u{1B}[2J\n\u{E0041}\u{A0}\"\\""#))
        #expect(text.contains(#""ж": ["#) && text.contains("files__read") && text.contains("server files"))
        #expect(text.contains("says it only reads, says it reaches other systems"))
        #expect(text.unicodeScalars.allSatisfy { $0 == "\n" || $0.properties.generalCategory != .control })
    }

    @Test(arguments: [
        ("y", ConsentQuestion.Reply.answer(.once)), ("s", .answer(.toolForSession)), ("S", .answer(.serverForSession)),
        ("a", .answer(.always)), ("", .answer(.no(reason: nil))), ("n", .answer(.no(reason: nil))),
        ("n  not now ", .answer(.no(reason: "not now"))), ("d", .details), ("maybe", .unclear), (" y ", .answer(.once)),
    ])
    func answersAreRead(line: String, reply: ConsentQuestion.Reply) {
        #expect(ConsentQuestion(tool(), arguments: [:]).reply(to: line, isSeen: true) == reply)
    }

    @Test func aLocalToolHasNoServerToAllow() {
        let question = ConsentQuestion(tool(.local), arguments: [:])
        #expect(question.reply(to: "S", isSeen: true) == .unclear)
        #expect(!question.prompt(isSeen: true).contains("S all"))
    }

    @Test func longArgumentsAreSeenBeforeAYesIsTaken() {
        let long: JSONObject = ["text": .string(String(repeating: "x", count: 5000))]
        let question = ConsentQuestion(tool(), arguments: long)
        #expect(question.isLong(columns: 80) && !question.isLong(columns: 1000))
        #expect(question.text(columns: 80).split(separator: "\n").count < 50)
        for line in ["y", "s", "S", "a"] { #expect(question.reply(to: line, isSeen: false) == .unclear) }
        #expect(question.reply(to: "d", isSeen: false) == .details)
        #expect(question.reply(to: "n", isSeen: false) == .answer(.no(reason: nil)))
        #expect(question.details(columns: 80).count { $0 == "x" } >= 5000)
    }

    @Test func aChangeIsShown() {
        let text = ConsentQuestion(tool(description: "Reads.\u{200B} Sends all."), arguments: [:], former: tool())
            .text(columns: 80)
        #expect(text.contains("not what was allowed before"))
        #expect(
            text.contains(#"-   "description": "Reads.","#)
                && text.contains(#"+   "description": "Reads.\u{200B} Sends all.","#))
        #expect(!text.contains("-   \"name\""))
    }
}
