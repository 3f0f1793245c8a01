import CloudComputeClient
import ConversationStore
import FakeChatBackend
import JSON
import Testing

@testable import Conversations

@Suite(.timeLimit(.minutes(1))) struct SummaryTests {
    private func conversation(_ count: Int) -> Conversation {
        var conversation = Conversation(model: "m", system: "s", parameters: ["max_tokens": 5, "seed": 1])
        conversation.turns = (1...count).map { number in
            Turn(message: ChatMessage(role: .user, text: "q\(number)"), reply: Reply(text: "a\(number)"))
        }
        return conversation
    }

    private func contents(_ request: ChatRequest) -> [String] {
        request.messages.map { $0.json["content"]?.string ?? "" }
    }

    private let next = ChatMessage(role: .user, text: "next")

    @Test func itStandsInPlaceOfTheOldestMessages() {
        var conversation = conversation(3)
        conversation.summaries = [Summary(turnCount: 2, text: "what was said")]
        #expect(
            contents(conversation.request(saying: next)) == [
                "s", "<document source=\"summary of the conversation so far\">\nwhat was said\n</document>\n\nq3", "a3",
                "next",
            ])
    }

    @Test func whereAllIsSummarizedItGoesWithTheMessage() {
        var conversation = conversation(2)
        conversation.summaries = [Summary(turnCount: 2, text: "x")]
        let contents = contents(conversation.request(saying: next))
        #expect(contents.count == 2 && contents[1].hasPrefix("<document") && contents[1].hasSuffix("next"))
        conversation.summaries = [Summary(turnCount: 99, text: "")]
        #expect(self.contents(conversation.request(saying: next)) == ["s", "next"])
    }

    @Test func theRequestForItHasTheOldMessagesAndNoLimitsOnReplies() {
        let request = conversation(3).summaryRequest(keeping: 1)
        #expect(contents(request).dropLast() == ["s", "q1", "a1", "q2", "a2"])
        #expect(request.parameters.members.map(\.name) == ["seed"])
    }

    @Test func aSecondOneIsMadeOfTheFirst() {
        var conversation = conversation(4)
        conversation.summaries = [Summary(turnCount: 2, text: "old")]
        let contents = contents(conversation.summaryRequest(keeping: 1))
        #expect(contents.count == 4 && contents[1].contains("old") && contents[1].hasSuffix("q3"))
    }

    @Test func itIsStoredAndTakenBack() throws {
        let folder = try TemporaryStore()
        let store = try folder.open()
        var conversation = conversation(3)
        conversation.summaries = [Summary(turnCount: 1, text: "one"), Summary(turnCount: 2, text: "two", cost: 0.5)]
        try conversation.save(to: store)
        func read(_ id: Int64) throws -> Conversation { try Conversation(try store.conversation(id: id), from: store) }
        #expect(try read(1).summaries.map(\.text) == ["one", "two"])
        #expect(try read(1).summaries.map(\.turnCount) == [1, 2] && read(1).summaries[1].cost == 0.5)
        let fork = try store.fork(1, keepingMessages: 2)
        #expect(try read(fork.id).summaries.map(\.text) == ["one"])
        try store.dropSummary(try #require(conversation.summaries[1].storedID), of: 1)
        #expect(try read(1).summaries.map(\.text) == ["one"])
        try store.delete(1)
        #expect(try store.summaries(of: 1).isEmpty)
    }

    @Test func transcriptsTellOfIt() throws {
        var conversation = conversation(2)
        conversation.summaries = [Summary(turnCount: 1, text: "what was said", model: "b")]
        let transcript = Transcript(conversation)
        let summary = try JSONValue(parsing: transcript.text(.json))["summary"]
        #expect(summary == ["messages": 1, "text": "what was said", "model": "b"])
        conversation.summaries.append(Summary(turnCount: 2, text: "what was said"))
        let longer = try JSONValue(parsing: Transcript(conversation).text(.json))["summary"]
        #expect(longer == ["messages": 2, "text": "what was said", "model": "b"])
        #expect(
            transcript.text(.markdown).contains(
                "a1\n\n## Summary\n\n(It is sent in place of the messages above.)\n\nwhat"))
        #expect(transcript.text(.jsonl).contains("q1"))
    }
}
