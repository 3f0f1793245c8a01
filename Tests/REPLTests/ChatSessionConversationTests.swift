import Conversations
import FakeChatBackend
import Testing

@testable import ConversationStore
@testable import REPL

/// The commands about conversations as a whole, and what the store answers.
@Suite(.timeLimit(.minutes(1))) struct ChatSessionConversationTests {
    private let missing = StoreError.noConversation(7, path: "/p")

    private func conversation(_ id: Int64?, turns: Int) -> Conversation {
        var conversation = Conversation(model: "stored")
        conversation.storedID = id
        conversation.title = "Talk"
        conversation.turns = (0..<turns).map { .example("\($0)", "reply", ids: [Int64($0), Int64($0) + 100]) }
        return conversation
    }

    private func stored(_ turns: Int = 2) -> ChatSession {
        var session = ChatSession.example(storedID: 7, isStored: true)
        session.conversation = conversation(7, turns: turns)
        return session
    }

    @Test func aForkOfAStoredConversationIsAStoredOne() {
        var session = stored()
        #expect(session.type("/fork") == ["store: fork 7 after 4"])
        #expect(session.type("/fork 1") == ["store: fork 7 after 2"])
        let fork = conversation(8, turns: 1)
        #expect(
            session.handle(.store(.forked(.success(fork)))).map(\.words)
                == ["Now in conversation 8, a copy with 1 message. The original is unchanged."])
        #expect(session.conversation.storedID == 8 && session.conversation.turns.count == 1)
    }

    @Test func aForkKeepsWhatCouldNotBeStored() {
        var session = stored()
        session.conversation.turns[1].storedIDs = []
        #expect(session.type("/fork 1") == ["store: fork 7 after 2"])
        guard case .store(.save(let copy))? = session.handle(.line("/fork")).first else {
            Issue.record("The copy is not stored.")
            return
        }
        #expect(copy.storedID == nil && copy.title == "Talk (fork)" && copy.turns.count == 2)
        #expect(session.conversation.storedID == 7)
    }

    @Test func aForkWithoutTheStoreIsACopy() {
        var session = ChatSession.example([.example("a", "b"), .example("c", "d")])
        #expect(
            session.type("/fork") == [
                "Now in a conversation of its own, a copy with 2 messages. The original is unchanged."
            ])
        #expect(
            session.type("/fork 1") == ["What follows message 1 is not stored and would be lost; run /save first."])
        #expect(session.conversation.turns.count == 2)
    }

    @Test(arguments: ["0", "3", "-1", "x", "99999999999999999999"])
    func aForkNeedsAMessageThatIsThere(argument: String) {
        var session = stored()
        #expect(session.type("/fork \(argument)") == ["/fork takes the number of messages to keep, 1 to 2."])
    }

    @Test(arguments: ["/fork", "/fork 0", "/fork 1"]) func thereMustBeSomethingToFork(line: String) {
        var session = ChatSession.example()
        #expect(session.type(line) == ["Nothing to fork yet."])
    }

    @Test func aForkThatFailsChangesNothing() {
        var session = stored()
        #expect(session.handle(.store(.forked(.failure(missing)))).map(\.words) == ["error: \(missing)"])
        #expect(session.conversation.storedID == 7)
    }

    @Test func aNewConversationKeepsModelAndSystemPrompt() {
        var session = stored()
        session.conversation.system = "s"
        session.hasWarnedOfContext = true
        #expect(session.type("/new") == ["A new conversation."])
        #expect(session.conversation.turns.isEmpty && session.conversation.storedID == nil)
        #expect(session.conversation.system == "s" && session.conversation.model == "stored")
        #expect(!session.hasWarnedOfContext)
    }

    @Test func anEarlierConversationIsOpened() {
        var session = ChatSession.example(isStored: true)
        #expect(session.type("/open Talk") == ["store: open Talk"])
        #expect(
            session.handle(.store(.opened(.success(conversation(9, turns: 3))))).map(\.words)
                == ["Conversation 9, \"Talk\", 3 messages, with stored.", "> 2\nreply"])
        #expect(session.conversation.model == "stored")
    }

    @Test func aConversationToOpenMustBeNamed() {
        var session = ChatSession.example(isStored: true)
        #expect(session.type("/open")[0].hasPrefix("Name the conversation"))
    }

    @Test func aConversationThatIsNotThereIsTold() {
        var session = stored()
        #expect(session.handle(.store(.opened(.failure(missing)))).map(\.words) == ["error: \(missing)"])
        #expect(session.conversation.storedID == 7)
    }

    @Test func aConversationThatIsNotThereEndsAScript() {
        var session = ChatSession.example(isStored: true, isInteractive: false)
        #expect(session.handle(.store(.opened(.failure(missing)))).map(\.words) == ["fail: \(missing)"])
    }

    @Test(arguments: ["/open x", "/list", "/search x"]) func withoutAStoreThereIsNothingToLookIn(line: String) {
        var session = ChatSession.example()
        #expect(
            session.type(line)
                == ["Conversations are not kept in this chat (--no-save); /save stores this one."])
    }

    @Test func conversationsAreListed() throws {
        let scene = try TemporaryStore()
        let store = try scene.open()
        let rows = try ["a", "b"].map { try store.createConversation(title: $0, model: "m") }
        var session = ChatSession.example(isStored: true)
        #expect(session.type("/list") == ["store: list all, 20"])
        #expect(
            session.handle(.store(.listed(filter: nil, .success((rows, total: 2))))).map(\.words)
                == ["conversations [1, 2]"])
        #expect(
            session.handle(.store(.listed(filter: nil, .success((rows, total: 5))))).map(\.words)
                == ["conversations [1, 2]", "… and 3 more; `cloudcompute history list --all` shows all."])
    }

    @Test func aListMayBeNarrowed() throws {
        let row = try TemporaryStore().open().createConversation(title: "a", model: "m")
        var session = ChatSession.example(isStored: true)
        #expect(session.type("/list ker nel") == ["store: list ker nel, 20"])
        #expect(
            session.handle(.store(.listed(filter: "a", .success(([row], total: 5))))).map(\.words)
                == ["conversations [1]"])
    }

    @Test func anEmptyListIsTold() {
        var session = ChatSession.example(isStored: true)
        #expect(
            session.handle(.store(.listed(filter: nil, .success(([], total: 0))))).map(\.words)
                == ["No conversation is stored yet."])
        #expect(
            session.handle(.store(.listed(filter: "x", .success(([], total: 3))))).map(\.words)
                == ["No title contains \"x\"."])
    }

    @Test func whatWasSaidIsSearched() throws {
        let store = try TemporaryStore().open()
        let id = try store.createConversation(title: "t", model: "m").id
        try store.addUserMessage("kernel panic", to: id)
        var session = ChatSession.example(isStored: true)
        #expect(session.type("/search kernel") == ["store: search kernel, 20"])
        let hits = try store.search("kernel", limit: 5)
        #expect(session.handle(.store(.found("kernel", .success(hits)))).map(\.words) == ["hits in [1]"])
        #expect(session.handle(.store(.found("z", .success([])))).map(\.words) == ["No matches for \"z\"."])
    }

    @Test func aSearchNeedsWords() {
        var session = ChatSession.example(isStored: true)
        #expect(session.type("/search") == ["Give the words to search for: /search WORDS."])
    }

    @Test func theTitleIsShown() {
        var session = ChatSession.example()
        #expect(session.type("/title") == ["Title: none yet"])
        session.conversation.title = "t"
        #expect(session.type("/title") == ["Title: t"])
    }

    @Test func theTitleIsSet() {
        var session = ChatSession.example()
        #expect(session.type("/title My talk") == ["Title set."])
        #expect(session.conversation.title == "My talk")
    }

    @Test func theTitleOfAStoredConversationIsSetInTheStore() {
        var session = stored()
        #expect(session.type("/title My talk") == ["store: title My talk of 7"])
        #expect(session.handle(.store(.titled(.success(())))).map(\.words) == ["Title set."])
        #expect(session.handle(.store(.titled(.failure(missing)))).map(\.words) == ["error: \(missing)"])
    }

    @Test func saveStoresTheConversationFromHereOn() {
        var session = ChatSession.example([.example("a", "b")])
        #expect(session.type("/save") == ["store: save 1"])
        #expect(
            session.handle(.store(.saved(.success(.stored(conversation(3, turns: 1)))))).map(\.words)
                == ["Saved as conversation 3."])
        #expect(session.isStored && session.conversation.storedID == 3)
        #expect(session.type("more") == ["store: begin"])
    }

    @Test func saveOfWhatIsStoredSaysSo() {
        var session = stored()
        #expect(
            session.handle(.store(.saved(.success(.wasStored)))).map(\.words)
                == ["It is stored already, as conversation 7."])
    }

    @Test func saveBeforeTheFirstMessageStoresFromThenOn() {
        var session = ChatSession.example()
        #expect(
            session.handle(.store(.saved(.success(.willBeStored)))).map(\.words)
                == ["It will be stored from the first message on."])
        #expect(session.type("hi") == ["store: begin"])
    }

    @Test func aSaveThatFailsLeavesTheChatUnstored() {
        var session = ChatSession.example([.example("a", "b")])
        #expect(session.handle(.store(.saved(.failure(missing)))).map(\.words) == ["error: \(missing)"])
        #expect(!session.isStored && session.conversation.storedID == nil)
    }

    @Test func afterASaveAFailureOfTheStoreIsToldAgain() {
        var session = ChatSession.example(isStored: true)
        #expect(session.handle(.store(.updated(missing))).count == 1)
        #expect(session.handle(.store(.updated(missing))).isEmpty)
        for outcome in [SaveOutcome.stored(conversation(3, turns: 1)), .wasStored, .willBeStored] {
            _ = session.handle(.store(.saved(.success(outcome))))
            #expect(session.handle(.store(.updated(missing))).count == 1)
        }
    }
}
