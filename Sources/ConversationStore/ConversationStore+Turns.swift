import Foundation
import GRDB

extension ConversationStore {
    /// Adds what the user says; to be called before the request goes out.
    ///
    /// - Parameter attachments: The message parts, a JSON array, where there is more than text.
    /// - Returns: The turn's number.
    /// - Throws: ``StoreError``.
    @discardableResult
    public func addUserTurn(
        _ text: String, attachments: String? = nil, to conversation: Int64
    ) throws(StoreError) -> Int64 {
        try write { database in
            try touch(database, conversation)
            try database.cachedStatement(
                sql: """
                    INSERT INTO turn (conversation, role, status, created_at, text, reasoning, attachments)
                    VALUES (?, 'user', 'complete', ?, ?, '', ?)
                    """
            ).execute(arguments: [conversation, StoreTime.microseconds(now()), text.storable, attachments])
            return database.lastInsertedRowID
        }
    }

    /// A conversation's turns in order, without dropped ones.
    ///
    /// - Throws: ``StoreError``.
    public func turns(of id: Int64) throws(StoreError) -> [StoredTurn] {
        try read { database in
            _ = try existing(database, id)
            return try StoredTurn.fetch(database, conversation: id)
        }
    }

    /// Takes back the user's last turn and all after it.
    ///
    /// They stay in the file, but are neither shown nor found any more.
    ///
    /// - Returns: The turns taken back; none where the user has said nothing.
    /// - Throws: ``StoreError``.
    @discardableResult
    public func dropLastExchange(of id: Int64) throws(StoreError) -> [StoredTurn] {
        try write { database in
            _ = try existing(database, id)
            guard let last = try lastUserTurn(database, id) else { return [] }
            return try drop(database, id, from: last)
        }
    }

    /// Takes back what was replied to the user's last turn, for another try.
    ///
    /// - Returns: The replies taken back.
    /// - Throws: ``StoreError``.
    @discardableResult
    public func dropLastReply(of id: Int64) throws(StoreError) -> [StoredTurn] {
        try write { database in
            _ = try existing(database, id)
            return try drop(database, id, from: (lastUserTurn(database, id) ?? 0) + 1)
        }
    }

    private func lastUserTurn(_ database: Database, _ id: Int64) throws -> Int64? {
        try Int64.fetchOne(
            database,
            sql: """
                SELECT id FROM turn WHERE conversation = ? AND dropped = 0 AND role = 'user' ORDER BY id DESC LIMIT 1
                """,
            arguments: [id])
    }

    private func drop(_ database: Database, _ id: Int64, from first: Int64) throws -> [StoredTurn] {
        let turns = try StoredTurn.fetch(database, conversation: id, from: first)
        guard !turns.isEmpty else { return [] }
        try database.execute(
            sql: "UPDATE turn SET dropped = 1 WHERE conversation = ? AND dropped = 0 AND id >= ?",
            arguments: [id, first])
        try touch(database, id)
        return turns
    }

    /// Notes that something was said in a conversation.
    func touch(_ database: Database, _ id: Int64) throws {
        try database.cachedStatement(sql: "UPDATE conversation SET updated_at = ? WHERE id = ?")
            .execute(arguments: [StoreTime.microseconds(now()), id])
        guard database.changesCount > 0 else { throw StoreError.notFound(conversation: id, path) }
    }
}
