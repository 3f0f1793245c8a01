import Foundation
import GRDB

/// What stands for the oldest messages of a conversation in its requests, as it is stored.
package struct StoredSummary: Sendable, Hashable {
    /// Its number; `nil` of one that is not stored yet.
    package var id: Int64?
    /// The last message of the user that it stands for.
    package var lastMessage: Int64
    /// Empty where the messages are left out.
    package var text: String
    package var model: String?
    package var cost: Double?

    /// Makes a summary.
    package init(id: Int64? = nil, lastMessage: Int64, text: String, model: String? = nil, cost: Double? = nil) {
        self.id = id
        self.lastMessage = lastMessage
        self.text = text
        self.model = model
        self.cost = cost
    }
}

extension ConversationStore {
    /// Keeps a summary, which counts from now on.
    ///
    /// - Returns: Its number.
    /// - Throws: ``StoreError``.
    package func addSummary(_ summary: StoredSummary, to id: Int64) throws(StoreError) -> Int64 {
        try write { database in
            _ = try existing(database, id)
            return try summary.insert(database, into: id, createdAt: StoreTime.microseconds(now()))
        }
    }

    /// Takes a summary back; it stays in the file, out of sight.
    ///
    /// - Throws: ``StoreError``.
    package func dropSummary(_ summary: Int64, of id: Int64) throws(StoreError) {
        try write { database in
            try database.execute(
                sql: "UPDATE summary SET dropped = 1 WHERE id = ? AND conversation = ?", arguments: [summary, id])
        }
    }

    /// The summaries of a conversation, without those that were taken back; the last one counts.
    ///
    /// - Throws: ``StoreError``.
    package func summaries(of id: Int64) throws(StoreError) -> [StoredSummary] {
        try read { try StoredSummary.fetch($0, conversation: id) }
    }
}

extension StoredSummary {
    static func fetch(_ database: Database, conversation: Int64) throws -> [StoredSummary] {
        let rows = try Row.fetchAll(
            database, sql: "SELECT * FROM summary WHERE conversation = ? AND dropped = 0 ORDER BY id",
            arguments: [conversation])
        return rows.map { row in
            StoredSummary(
                id: row.integer("id"), lastMessage: row.integer("last_message"), text: row.text("text"),
                model: row.optionalText("model"), cost: row.number("cost", in: 0...1e12))
        }
    }

    func insert(_ database: Database, into conversation: Int64, createdAt: Int64) throws -> Int64 {
        try database.execute(
            sql: """
                INSERT INTO summary (conversation, last_message, created_at, cost, model, text) VALUES (?, ?, ?, ?, ?, ?)
                """,
            arguments: [conversation, lastMessage, createdAt, cost, model?.storable, text.storable])
        return database.lastInsertedRowID
    }
}
