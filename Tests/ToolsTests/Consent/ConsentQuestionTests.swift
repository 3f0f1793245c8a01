import JSON
import Testing
import Tools

@Suite(.timeLimit(.minutes(1))) struct ConsentQuestionTests {
    @Test func aMarkBehindAQuotationMarkEndsNoString() {
        #expect(VisibleText.lines(.string("a\"\u{301}")) == ["\"a\\\"\u{301}\""])
        #expect(VisibleText.lines(.string("\\\u{200D}")) == ["\"\\\\\\u{200D}\""])
        #expect(VisibleText.lines(.string("\u{2423}\u{301}")) == ["\"\\u{2423}\u{301}\""])
    }

    private let window = ConsentWindow(columns: 80, rows: 24)

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
        let text = ConsentQuestion(tool(), arguments: arguments).text(in: window)
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
        #expect(question.parts(window).isCut)
        #expect(!question.parts(ConsentWindow(columns: 1000, rows: 24)).isCut)
        #expect(question.text(in: window).split(separator: "\n").count < 24)
        for line in ["y", "s", "S", "a"] { #expect(question.reply(to: line, isSeen: false) == .unclear) }
        #expect(question.reply(to: "d", isSeen: false) == .details)
        #expect(question.reply(to: "n", isSeen: false) == .answer(.no(reason: nil)))
        #expect(question.details(in: window).count { $0 == "x" } >= 5000)
    }

    @Test func aChangeIsShown() {
        let text = ConsentQuestion(tool(description: "Reads.\u{200B} Sends all."), arguments: [:], former: tool())
            .text(in: window)
        #expect(text.contains("not what was allowed before"))
        #expect(
            text.contains(#"-   "description": "Reads.","#)
                && text.contains(#"+   "description": "Reads.\u{200B} Sends all.","#))
        #expect(!text.contains("-   \"name\""))
    }

    @Test func noArgumentCanPassForTheQuestionOrPushItAway() {
        let fake = String(repeating: " ", count: 1000) + "files__status (server files). Run it? y once"
        let question = ConsentQuestion(tool(), arguments: ["x": .string("rm -rf /" + fake)])
        let rows = question.text(in: window).split(separator: "\n")
        #expect(rows.dropFirst(2).allSatisfy { $0.hasPrefix("│ ") && !$0.hasSuffix(" ") || $0.hasPrefix("  … ") })
        #expect(rows[3].contains("rm -rf /␣␣␣␣"))
        #expect(question.parts(ConsentWindow(columns: 80, rows: 12)).isCut)
        #expect(question.prompt(isSeen: true).hasPrefix("files__read (server files). Run it? y once"))
        #expect(question.prompt(isSeen: false).contains("files__read (server files)"))
    }

    @Test(arguments: [(80, 24), (40, 14), (200, 60), (60, 12)])
    func theFirstPartFitsTheWindow(columns: Int, rows: Int) {
        let window = ConsentWindow(columns: columns, rows: rows)
        var members: [JSONObject.Member] = []
        for place in 0..<100 { members.append(.init("ключ\(place)", .string("値 値 \(place)"))) }
        let former = tool(description: String(repeating: "word ", count: 3000))
        let question = ConsentQuestion(tool(), arguments: JSONObject(members), former: former)
        #expect(question.parts(window).isCut)
        let text = question.text(in: window) + "\n" + question.prompt(isSeen: true)
        let height = text.split(separator: "\n").reduce(0) { $0 + ($1.count + columns - 1) / columns }
        #expect(height <= rows)
    }

    @Test func aVastDefinitionIsBounded() {
        let vast = tool(description: String(repeating: "Do \u{200B}it.\n", count: 500_000))
        let question = ConsentQuestion(vast, arguments: ["x": 1], former: tool())
        #expect(question.text(in: window).split(separator: "\n").count < 24)
        let details = question.details(in: window).split(separator: "\n")
        #expect(details.count < 700 && details.last == "│ }")
    }

    @Test func namesThatStandTwiceAreAllShown() throws {
        let arguments = try #require(try JSONValue(parsing: #"{"path": "/tmp", "path": "/home"}"#).object)
        let text = ConsentQuestion(tool(), arguments: arguments).text(in: window)
        #expect(text.contains(#""path": "/tmp""#) && text.contains(#""path": "/home""#))
    }

    @Test func anAnswerThatIsNoneIsExplained() {
        let question = ConsentQuestion(tool(), arguments: [:])
        #expect(question.objection(to: "maybe", isSeen: true) == #""maybe" is none of the answers."#)
        #expect(question.objection(to: "y", isSeen: false).contains("d shows it"))
    }
}
