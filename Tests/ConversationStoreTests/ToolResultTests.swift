import Foundation
import GRDB
import Testing

@testable import ConversationStore

/// Replies that call tools, and what these give.
@Suite(.timeLimit(.minutes(1))) struct ToolResultTests {
    private let scene: Scene
    private let store: ConversationStore
    private let id: Int64

    init() throws {
        scene = try Scene()
        store = try scene.store()
        id = try store.createConversation(title: "t", model: "m").id
        try store.addUserMessage("question", to: id)
    }

    private func result(_ call: String, _ text: String = "zebra", _ outcome: String = "done") -> StoredToolResult {
        StoredToolResult(callID: call, tool: "box__a", model: "m", outcome: outcome, text: text, duration: 12.5)
    }

    /// A reply that calls tools, with its results.
    @discardableResult
    private func round(_ number: Int, _ calls: [String], _ outcome: String = "done") throws -> [Int64] {
        let reply =
            number == 0
            ? try store.beginReply(in: id, model: "m", parameters: "{}")
            : try store.beginReply(afterRound: number, in: id, model: "m", parameters: "{}")
        var stored = StoredReply(text: "")
        stored.toolCalls = "[]"
        return [reply] + (try store.finishReply(reply, stored, calling: calls.map { result($0, "zebra", outcome) }))
    }

    @Test func aCallHasAResultFromTheMomentItIsStored() throws {
        let ids = try round(0, ["a", "b"], "interrupted")
        #expect(
            try store.messages(of: id).suffix(2).map(\.content)
                == ["a", "b"].map {
                    .tool(result($0, "zebra", "interrupted"))
                })
        try store.setResult(result("b", "it"), of: ids[2])
        #expect(try store.messages(of: id).last?.content == .tool(result("b", "it")))
        #expect(throws: StoreError.self) { try store.setResult(result("b"), of: ids[0]) }
    }

    @Test func roundsAreNumbered() throws {
        try round(0, ["a"])
        try round(1, ["b"])
        #expect(try store.messages(of: id).compactMap { $0.reply?.round } == [0, 1])
        #expect(try store.conversation(id: id).messageCount == 2)
    }

    @Test func resultsAreNotFound() throws {
        try round(0, ["a"])
        #expect(try store.search("zebra", limit: 5).isEmpty)
        #expect(try store.search("question", limit: 5).count == 1)
        try store.delete(id)
        #expect(try store.search("question", limit: 5).isEmpty)
    }

    @Test func longResultsAreCutWhereACharacterEnds() throws {
        let ids = try round(0, ["a"])
        try store.setResult(result("a", String(repeating: "я", count: 1 << 20)), of: ids[1])
        let text = try #require(try store.messages(of: id).last?.text)
        #expect(text.utf8.count == 1 << 20 && text.hasSuffix("я"))
    }

    @Test func aForkHasThem() throws {
        try round(0, ["a"])
        let fork = try store.fork(id)
        #expect(try store.messages(of: fork.id).map(\.content) == store.messages(of: id).map(\.content))
    }

    @Test func aKilledRetryThatCalledToolsLeavesTheFormerReply() throws {
        try round(0, ["a"])
        let last = try store.beginReply(afterRound: 1, in: id, model: "m", parameters: "{}")
        try store.finishReply(last, StoredReply(text: "whole"))
        // The retry has called tools, and dies in its second reply.
        try round(0, ["b"])
        let dead = try ConversationStore(path: scene.path, owner: ProcessIdentity(pid: 0, start: nil)) { Date() }
        let pending = try dead.beginReply(afterRound: 1, in: id, model: "m", parameters: "{}")
        try dead.appendPiece("half", to: pending)
        _ = try store.recoverAbandoned()
        let kept = try store.messages(of: id)
        #expect(kept.map(\.text) == ["question", "", "zebra", "whole"])
        #expect(kept.compactMap { if case .tool(let result) = $0.content { result.callID } else { nil } } == ["a"])
    }

    @Test func aStoreOfTheFormerVersionTakesTools() throws {
        let path = "\(scene.folder)/old.sqlite"
        let pool = try DatabasePool(path: path)
        try StoreSchema.migrator.migrate(pool, upTo: "3 refusal and response id")
        try pool.write { database in
            try database.execute(
                sql: """
                    INSERT INTO conversation (created_at, updated_at, has_given_title, title, title_key, model, parameters)
                    VALUES (1, 1, 0, 't', 't', 'm', '{}');
                    INSERT INTO turn (conversation, role, status, created_at, text, reasoning)
                    VALUES (1, 'user', 'complete', 1, 'giraffe', '')
                    """)
        }
        try pool.close()
        let store = try ConversationStore(path: path)
        #expect(try store.search("giraffe", limit: 5).count == 1)
        let reply = try store.beginReply(in: 1, model: "m", parameters: "{}")
        #expect(try store.finishReply(reply, StoredReply(text: ""), calling: [result("a")]).count == 1)
        #expect(try store.search("zebra", limit: 5).isEmpty)
        try store.dropMessages([1], of: 1)
        #expect(try store.search("giraffe", limit: 5).isEmpty)
    }
}
