import Testing

@testable import ConversationStore

@Suite(.timeLimit(.minutes(1))) struct DocumentTests {
    private let text = StoredDocument(source: "a.txt", text: "hello\nworld")

    @Test func theHashIsTheOneOfOtherPrograms() {
        // Fact: printf 'hello\nworld' | sha256sum
        let hash = "26c60a61d01db5836ca70fefd44a6a016620413c8ef5f259a6c5612d4f79d3b8"
        #expect(StoredDocument.hash(of: text.text) == hash)
    }

    @Test func aTextIsStoredOnceAndComesBackInOrder() throws {
        let scene = try Scene()
        let store = try scene.store()
        let id = try store.createConversation(title: "t", model: "m").id
        let other = StoredDocument(source: "b.txt", text: "other")
        let same = StoredDocument(source: "copy.txt", text: text.text)
        try store.addUserMessage("why", documents: [text, other, same], to: id)
        try store.addUserMessage("again", documents: [text], to: id)
        #expect(try store.count("document") == 2)
        let messages = try store.messages(of: id)
        #expect(messages[0].content == .user("why", attachments: nil, documents: [text, other, same]))
        #expect(messages[1].content == .user("again", attachments: nil, documents: [text]))
    }

    @Test func aForkHasTheDocumentsToo() throws {
        let scene = try Scene()
        let store = try scene.store()
        let id = try store.createConversation(title: "t", model: "m").id
        try store.addUserMessage("why", documents: [text], to: id)
        let fork = try store.fork(id)
        #expect(try store.messages(of: fork.id).map(\.content) == store.messages(of: id).map(\.content))
        #expect(try store.count("document") == 1)
    }

    @Test func aTextGoesWithTheLastConversationThatHasIt() throws {
        let scene = try Scene()
        let store = try scene.store()
        let id = try store.createConversation(title: "t", model: "m").id
        try store.addUserMessage("why", documents: [text], to: id)
        let fork = try store.fork(id)
        try store.delete(id)
        #expect(try store.document(hashPrefix: "26c60a") == text.text)
        try store.delete(fork.id)
        #expect(try store.count("document") == 0)
    }

    @Test(arguments: ["", "zz", "26c60a61d01db5836ca70fefd44a6a016620413c8ef5f259a6c5612d4f79d3b80", "%"])
    func aHashThatFitsNothingIsNamed(prefix: String) throws {
        let scene = try Scene()
        let store = try scene.store()
        let id = try store.createConversation(title: "t", model: "m").id
        try store.addUserMessage("why", documents: [text], to: id)
        let error = Scene.error { _ = try store.document(hashPrefix: prefix) }
        #expect(error == .noDocument(prefix, isAmbiguous: false, path: store.path))
    }

    @Test func documentsAreNotSearched() throws {
        let scene = try Scene()
        let store = try scene.store()
        let id = try store.createConversation(title: "t", model: "m").id
        try store.addUserMessage("why", documents: [text], to: id)
        #expect(try store.search("world", limit: 5).isEmpty)
    }
}
