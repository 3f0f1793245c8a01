import CloudComputeClient
import ConversationStore
import Conversations
import FakeChatBackend
import JSON
import Testing

@Suite(.timeLimit(.minutes(1))) struct TranscriptTests {
    private func conversation(_ turns: [Turn]) -> Conversation {
        var conversation = Conversation(model: "m", system: "Be brief.", parameters: ["seed": 1])
        conversation.title = "Talk"
        conversation.turns = turns
        return conversation
    }

    private func turn(_ text: String, _ reply: Reply?) -> Turn {
        Turn(message: ChatMessage(role: .user, text: text), reply: reply)
    }

    @Test(arguments: [
        ("a.json", Transcript.Format.json), ("a.JSONL", .jsonl), ("a.md", .markdown), ("a", .markdown),
        ("json", .json), ("a.json.txt", .markdown), ("", .markdown),
    ])
    func theEndingOfAFileTellsTheFormat(name: String, format: Transcript.Format) {
        #expect(Transcript.Format(fileName: name) == format)
    }

    @Test func markdownIsForPeople() {
        let text = Transcript(conversation([turn("Why?", Reply(text: "So."))])).text(.markdown)
        #expect(
            text == "# Talk\n\nModel: m\n\n## System\n\nBe brief.\n\n## User\n\nWhy?\n\n## Assistant\n\nSo.\n")
    }

    @Test func markdownSaysHowAReplyEnded() {
        let text = Transcript(
            conversation([turn("a", Reply(text: "half", status: .cutOff)), turn("b", Reply(status: .failed))])
        ).text(.markdown)
        #expect(text.contains("## Assistant (cut off)\n\nhalf"))
        #expect(text.hasSuffix("## Assistant (failed)\n"))
    }

    @Test func markdownCountsImages() {
        let message = ChatMessage(role: .user, parts: [.text("what"), .imageURL("data:,"), .imageURL("data:,")])
        #expect(Transcript(conversation([Turn(message: message)])).text(.markdown).contains("what\n\n(with 2 images)"))
    }

    @Test func jsonlHoldsTheMessagesAsTheyAreSent() throws {
        let text = Transcript(
            conversation([turn("a", Reply(text: "b")), turn("lost", Reply(status: .failed))])
        ).text(.jsonl)
        let lines = try text.split(separator: "\n").map { try JSONValue(parsing: String($0)) }
        #expect(lines.map { $0["role"]?.string } == ["system", "user", "assistant", "user"])
        #expect(lines.map { $0["content"]?.string } == ["Be brief.", "a", "b", "lost"])
    }

    @Test func jsonHoldsAllThatIsKnown() throws {
        var reply = Reply(text: "b", status: .length)
        reply.reasoning = "hm"
        reply.finishReason = .length
        reply.model = "m-2"
        reply.usage = Usage(["prompt_tokens": 1])
        reply.cost = 0.5
        reply.timings = ChatTimings(timeToFirstToken: nil, total: .milliseconds(5))
        let json = Transcript(conversation([turn("a", reply)])).json
        #expect(json["title"] == "Talk" && json["model"] == "m" && json["system"] == "Be brief.")
        #expect(json["parameters"]?["seed"] == 1)
        let turns = try #require(json["turns"]?.array)
        #expect(turns[0]["role"] == "user" && turns[0]["content"] == "a")
        #expect(turns[1]["content"] == "b" && turns[1]["reasoning"] == "hm" && turns[1]["status"] == "length")
        #expect(turns[1]["finish_reason"] == "length" && turns[1]["model"] == "m-2")
        #expect(turns[1]["usage"]?["prompt_tokens"] == 1 && turns[1]["cost"]?.double == 0.5)
        #expect(turns[1]["timings"]?["total"]?.double == 5 && turns[1]["error"] == .null)
    }

    @Test func jsonHoldsToolCallsAndReasoningDetailsWhereThereAreSome() throws {
        var reply = Reply()
        reply.id = "r"
        reply.refusal = "No."
        reply.toolCalls = [ChatReply.ToolCall(id: "c", name: "f", arguments: "{}")]
        reply.reasoningDetails = [["type": "d"]]
        let turns = try #require(Transcript(conversation([turn("a", reply), turn("b", Reply())])).json["turns"]?.array)
        #expect(turns[1]["tool_calls"]?.array?.first?["function"]?["name"] == "f")
        #expect(turns[1]["reasoning_details"]?.array?.first?["type"] == "d")
        #expect(turns[1]["refusal"] == "No." && turns[1]["id"] == "r")
        #expect(turns[3]["tool_calls"] == nil && turns[3]["reasoning_details"] == nil && turns[3]["refusal"] == nil)
    }

    @Test func aMessageThatGotNoReplyStandsAlone() throws {
        #expect(Transcript(conversation([turn("a", nil)])).json["turns"]?.array?.count == 1)
    }

    @Test func aStoredConversationNamesItsNumbersAndTimes() throws {
        let store = try TemporaryStore().open()
        var origin = conversation([turn("a", Reply(text: "b"))])
        try origin.save(to: store)
        let fork = try store.fork(try #require(origin.storedID))
        let json = try Transcript(fork, from: store).json
        #expect(json["id"] == 2 && json["forked_from"] == 1)
        #expect(json["created_at"]?.string?.hasSuffix("Z") == true && json["updated_at"] != nil)
    }

    @Test func aConversationWithoutATitleHasAName() {
        #expect(Transcript(Conversation(model: "m")).text(.markdown).hasPrefix("# Conversation\n"))
    }
}
