import Foundation
import GRDB

extension ConversationStore {
    /// Finds words in what was said and in titles, at most once per conversation, newest first.
    ///
    /// Every word must occur, in whatever case; the last may be the beginning of a longer one. Words in quotes must
    /// follow one another. `ё` and `е` are one letter. Dropped messages and pending replies are not searched.
    ///
    /// - Throws: ``StoreError``.
    package func search(_ query: String, limit: Int) throws(StoreError) -> [SearchHit] {
        guard limit > 0, let query = SearchQuery(query) else { return [] }
        return try read { database in
            let turns = try turnHits(database, query, limit)
            let titles = try titleHits(database, query, limit, besides: Set(turns.map(\.conversation.id)))
            // Both are ordered by number, which is the order of time but for forks.
            let hits = (turns + titles).sorted { left, right in
                (left.createdAt, left.message ?? 0) > (right.createdAt, right.message ?? 0)
            }
            return Array(hits.prefix(limit))
        }
    }

    /// Gives the newest turn first, and reads no more of the index than the turns that are taken from it.
    static let turnQuery = """
        SELECT turn.id, turn.conversation FROM turn_index CROSS JOIN turn ON turn.id = turn_index.rowid
        WHERE turn_index MATCH ? ORDER BY turn_index.rowid DESC
        """

    /// Snippets cost more than hits, so they are made afterwards and of those only that are shown.
    static func snippetQuery(_ turns: [Int64]) -> String {
        // The plus keeps SQLite from asking the index once per turn.
        """
        SELECT turn.id, turn.conversation, turn.created_at,
            snippet(turn_index, 0, char(1), char(2), '…', 12) AS snippet
        FROM turn_index CROSS JOIN turn ON turn.id = turn_index.rowid
        WHERE turn_index MATCH ? AND turn_index.rowid >= ?
            AND +turn_index.rowid IN (\(turns.map(String.init).joined(separator: ", ")))
        ORDER BY turn_index.rowid DESC
        """
    }

    static let titleQuery = """
        SELECT conversation.id, conversation.created_at,
            snippet(title_index, 0, char(1), char(2), '…', 12) AS snippet
        FROM title_index CROSS JOIN conversation ON conversation.id = title_index.rowid
        WHERE title_index MATCH ? ORDER BY title_index.rowid DESC
        """

    private func turnHits(_ database: Database, _ query: SearchQuery, _ limit: Int) throws -> [SearchHit] {
        var turns: [Int64] = []
        var conversations: Set<Int64> = []
        let rows = try Row.fetchCursor(database, sql: Self.turnQuery, arguments: [query.match])
        while turns.count < limit, let row = try rows.next() {
            if conversations.insert(row.integer("conversation")).inserted { turns.append(row.integer("id")) }
        }
        guard let oldest = turns.last else { return [] }
        return try Row.fetchAll(database, sql: Self.snippetQuery(turns), arguments: [query.match, oldest]).map { row in
            SearchHit(
                conversation: try existing(database, row.integer("conversation")), message: row.integer("id"),
                snippet: Self.line(row.text("snippet")),
                createdAt: StoreTime.date(row.integer("created_at")))
        }
    }

    private func titleHits(
        _ database: Database, _ query: SearchQuery, _ limit: Int, besides known: Set<Int64>
    ) throws -> [SearchHit] {
        var hits: [SearchHit] = []
        let rows = try Row.fetchCursor(database, sql: Self.titleQuery, arguments: [query.match])
        while hits.count < limit, let row = try rows.next() {
            let id = row.integer("id")
            guard !known.contains(id) else { continue }
            hits.append(
                SearchHit(
                    conversation: try existing(database, id), message: nil,
                    snippet: Self.line(row.text("snippet")), createdAt: StoreTime.date(row.integer("created_at"))))
        }
        return hits
    }

    private static func line(_ snippet: String) -> String {
        snippet.split(whereSeparator: \.isWhitespace).joined(separator: " ")
    }
}
