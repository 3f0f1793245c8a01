import Foundation
import GRDB

extension ConversationStore {
    /// Adds what the user says; to be called before the request goes out.
    ///
    /// - Parameter attachments: The message parts, a JSON array, where there is more than text.
    /// - Returns: The turn's number.
    /// - Throws: ``StoreError``.
    @discardableResult
    package func addUserTurn(
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
    package func turns(of id: Int64) throws(StoreError) -> [StoredTurn] {
        try read { database in
            _ = try existing(database, id)
            return try StoredTurn.fetch(database, conversation: id)
        }
    }

    /// Takes turns back.
    ///
    /// They stay in the file, but are neither shown nor found any more.
    ///
    /// - Returns: The turns taken back; those of other conversations and those taken back before are left alone.
    /// - Throws: ``StoreError``.
    @discardableResult
    package func dropTurns(_ ids: [Int64], of id: Int64) throws(StoreError) -> [StoredTurn] {
        let wanted = Set(ids)
        return try write { database in
            _ = try existing(database, id)
            let turns = try StoredTurn.fetch(database, conversation: id, from: ids.min() ?? .max)
                .filter { wanted.contains($0.id) }
            for turn in turns {
                try database.execute(sql: "UPDATE turn SET dropped = 1 WHERE id = ?", arguments: [turn.id])
            }
            if !turns.isEmpty { try touch(database, id) }
            return turns
        }
    }

    /// Notes that something was said in a conversation.
    func touch(_ database: Database, _ id: Int64) throws {
        try database.cachedStatement(sql: "UPDATE conversation SET updated_at = ? WHERE id = ?")
            .execute(arguments: [StoreTime.microseconds(now()), id])
        guard database.changesCount > 0 else { throw StoreError.notFound(conversation: id, path) }
    }
}
