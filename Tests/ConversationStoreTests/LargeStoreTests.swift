import Foundation
import GRDB
import Testing

@testable import ConversationStore

@Suite(.timeLimit(.minutes(2))) struct LargeStoreTests {
    @Test func searchingReadsTheIndexOnly() throws {
        let scene = try Scene()
        let store = try scene.store()
        try store.load(conversations: 10_000, turnsEach: 10)
        let arguments: [StatementArguments] = [["common"], ["common"], ["common", 5]]
        let queries = [
            ConversationStore.turnQuery, ConversationStore.titleQuery, ConversationStore.snippetQuery([5, 7]),
        ]
        let plans = try store.pool.read { database in
            try zip(queries, arguments).map { query, arguments in
                try Row.fetchAll(database, sql: "EXPLAIN QUERY PLAN \(query)", arguments: arguments)
                    .map { $0["detail"] as String }
            }
        }
        // One step more would be a scan or a sort of all that is found.
        for plan in plans {
            #expect(plan.count == 2)
            #expect(plan.first?.contains("VIRTUAL TABLE INDEX") == true)
            #expect(plan.last?.contains("USING INTEGER PRIMARY KEY") == true)
        }

        #expect(try store.search("unusual", limit: 20).map(\.message) == [77_777])
        #expect(try store.search("common", limit: 20).count == 20)
        #expect(try store.search("comm", limit: 20).first?.message == 100_000)
        #expect(try store.conversations(limit: 20).count == 20)
        #expect(try store.conversation(id: 1).messageCount == 10)
    }
}

extension ConversationStore {
    /// Fills an empty store in one transaction.
    func load(conversations: Int, turnsEach: Int) throws {
        try pool.write { database in
            try database.execute(
                sql: """
                    WITH RECURSIVE number (n) AS (SELECT 1 UNION ALL SELECT n + 1 FROM number WHERE n < ?)
                    INSERT INTO conversation (
                        created_at, updated_at, has_given_title, title, title_key, model, parameters)
                    SELECT n, n, 0, 'Title ' || n, 'title ' || n, 'm', '{}' FROM number
                    """,
                arguments: [conversations])
            try database.execute(
                sql: """
                    WITH RECURSIVE number (n) AS (SELECT 1 UNION ALL SELECT n + 1 FROM number WHERE n < ?)
                    INSERT INTO turn (conversation, role, status, created_at, text, reasoning)
                    SELECT (n - 1) / ? + 1, iif(n % 2, 'user', 'assistant'), 'complete', n,
                        'a common word and ' || iif(n = 77777, 'unusual', 'word' || n % 1000), ''
                    FROM number
                    """,
                arguments: [conversations * turnsEach, turnsEach])
        }
    }
}
