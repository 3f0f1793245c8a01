import CloudComputeClient
import ConversationStore
import Conversations
import JSON
import Testing

@Suite(.timeLimit(.minutes(1))) struct ConversationTests {
    private let message = ChatMessage(role: .user, text: "next")

    private func turn(_ text: String, _ reply: Reply?) -> Turn {
        Turn(message: ChatMessage(role: .user, text: text), reply: reply)
    }

    @Test func theSystemPromptGoesFirstAndTheTurnsFollow() {
        var conversation = Conversation(model: "m", system: "s", parameters: ["top_p": 1])
        conversation.turns = [turn("u1", Reply(text: "a1"))]
        let request = conversation.request(saying: message)
        #expect(request.messages.map(\.text) == ["s", "u1", "a1", "next"])
        #expect(request.messages.map(\.role) == [.system, .user, .assistant, .user])
        #expect(request.model == "m" && request.parameters["top_p"] == 1)
    }

    @Test func anEmptySystemPromptIsNotSent() {
        let conversation = Conversation(model: "m", system: "")
        #expect(conversation.request(saying: message).messages.map(\.role) == [.user])
    }

    @Test func aMessageWithoutAReplyIsLeftOut() {
        var conversation = Conversation(model: "m")
        conversation.turns = [turn("lost", nil), turn("kept", Reply(text: "a"))]
        #expect(conversation.request(saying: message).messages.map(\.text) == ["kept", "a", "next"])
    }

    @Test func aReplyThatFailedIsLeftOutWithItsMessage() {
        var conversation = Conversation(model: "m")
        conversation.turns = [turn("lost", Reply(status: .failed))]
        #expect(conversation.request(saying: message).messages.map(\.text) == ["next"])
    }

    @Test func whatHadComeOfAnInterruptedReplyIsSent() {
        var conversation = Conversation(model: "m")
        conversation.turns = [turn("u", Reply(text: "half", status: .interrupted))]
        #expect(conversation.request(saying: message).messages.map(\.text) == ["u", "half", "next"])
    }

    @Test func reasoningIsNotSentBack() {
        var reply = Reply(text: "a")
        reply.reasoning = "secret"
        reply.reasoningDetails = ["secret"]
        var conversation = Conversation(model: "m")
        conversation.turns = [turn("u", reply)]
        #expect(!conversation.request(saying: message).json(stream: true).jsonText.contains("secret"))
    }

    @Test(arguments: [
        (Reply(status: .complete), true), (Reply(status: .length), true), (Reply(status: .filtered), true),
        (Reply(status: .failed), false), (Reply(status: .interrupted), false), (Reply(status: .cutOff), false),
        (Reply(text: "x", status: .cutOff), true), (Reply(text: "x", status: .interrupted), true),
    ])
    func aReplyThatSaysNothingSinceItFailedCannotStandInAConversation(reply: Reply, isUsable: Bool) {
        #expect(reply.isUsable == isUsable)
    }

    @Test func forgettingKeepsModelSystemAndParameters() {
        var conversation = Conversation(model: "m", system: "s", parameters: ["seed": 1])
        conversation.turns = [turn("u", Reply(text: "a"))]
        (conversation.storedID, conversation.title) = (7, "t")
        conversation.forget()
        #expect(conversation.turns.isEmpty && conversation.storedID == nil && conversation.title == nil)
        #expect(conversation.request(saying: message).messages.map(\.text) == ["s", "next"])
        #expect(conversation.parameters["seed"] == 1)
    }

    @Test func detachingPartsFromTheStore() {
        var conversation = Conversation(model: "m")
        conversation.turns = [Turn(message: message, reply: Reply(text: "a"), storedIDs: [1, 2])]
        conversation.storedID = 7
        conversation.detach()
        #expect(conversation.storedID == nil && conversation.turns[0].storedIDs.isEmpty)
        #expect(conversation.turns.count == 1)
    }

    @Test func theLastReplyIsTheLastThatHoldsText() {
        var conversation = Conversation(model: "m")
        #expect(conversation.lastReply == nil)
        conversation.turns = [turn("1", Reply(text: "first")), turn("2", Reply(status: .failed)), turn("3", nil)]
        #expect(conversation.lastReply?.text == "first")
    }

    @Test func aTitleIsTheFirstLineThatSaysSomething() {
        #expect(Conversation.title(for: "\n  \n Why   does\tit\nfail?") == "Why does it")
        #expect(Conversation.title(for: " \n") == "…")
    }

    @Test func aLongTitleIsCut() {
        let title = Conversation.title(for: String(repeating: "слово ", count: 40))
        #expect(title.count == 60 && title.hasSuffix("…"))
    }
}
