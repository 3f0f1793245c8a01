import Foundation
import GRDB

extension ConversationStore {
    /// Begins a reply, which is pending until ``finishReply(_:_:)``.
    ///
    /// Should this process die before, the reply is kept as far as its pieces go.
    ///
    /// - Parameter parameters: The fields of the request, a JSON object.
    /// - Returns: The message's number.
    /// - Throws: ``StoreError``.
    package func beginReply(
        in conversation: Int64, model: String, parameters: String
    ) throws(StoreError) -> Int64 {
        try write { try insertReply($0, in: conversation, model: model, parameters: parameters) }
    }

    /// Begins another reply to the last message of a conversation, which keeps its former one meanwhile.
    ///
    /// - Parameters:
    ///   - message: The message of the user.
    ///   - latest: The last reply to it, or the message itself.
    /// - Returns: The reply's number; `nil` where another program has said something since, or taken the message back.
    /// - Throws: ``StoreError``.
    package func beginReply(
        to message: Int64, after latest: Int64, in conversation: Int64, model: String, parameters: String
    ) throws(StoreError) -> Int64? {
        try write { database in
            let row = try Row.fetchOne(
                database,
                sql: """
                    SELECT max(id) AS last, max(id = ? AND role = 'user') AS is_there
                    FROM turn WHERE conversation = ? AND dropped = 0
                    """,
                arguments: [message, conversation])
            guard let row, row.optionalInteger("last") == latest, row.integer("is_there") > 0 else { return nil }
            return try insertReply(database, in: conversation, model: model, parameters: parameters)
        }
    }

    func insertReply(
        _ database: Database, in conversation: Int64, model: String, parameters: String, round: Int = 0
    ) throws -> Int64 {
        try touch(database, conversation)
        try database.cachedStatement(
            sql: """
                INSERT INTO turn (
                    conversation, role, status, created_at, owner_pid, owner_start, round, model, parameters, text,
                    reasoning)
                VALUES (?, 'assistant', 'pending', ?, ?, ?, ?, ?, ?, '', '')
                """
        ).execute(arguments: [
            conversation, StoreTime.microseconds(now()), owner.pid, owner.start, round, model.storable,
            parameters,
        ])
        return database.lastInsertedRowID
    }

    /// Adds to a reply what has come of it; takes as long at its end as at its beginning.
    ///
    /// - Throws: ``StoreError``.
    package func appendPiece(_ text: String, reasoning: String = "", to id: Int64) throws(StoreError) {
        guard !text.isEmpty || !reasoning.isEmpty else { return }
        try write { database in
            try database.cachedStatement(
                sql: """
                    INSERT INTO piece (turn, sequence, text, reasoning)
                    VALUES (?1, (SELECT coalesce(max(sequence), 0) + 1 FROM piece WHERE turn = ?1), ?2, ?3)
                    """
            ).execute(arguments: [id, text.storable, reasoning.storable])
        }
    }

    /// Ends a reply: what it holds takes the place of its pieces.
    ///
    /// - Throws: ``StoreError``, `.conversationDeleted` where another program has deleted the conversation meanwhile.
    package func finishReply(_ id: Int64, _ reply: StoredReply) throws(StoreError) {
        try write { try finishReply($0, id, reply) }
    }

    func finishReply(_ database: Database, _ id: Int64, _ reply: StoredReply) throws {
        guard try reply.update(database, id) else { throw StoreError.noReply(id, path: path) }
        try database.cachedStatement(sql: "DELETE FROM piece WHERE turn = ?").execute(arguments: [id])
        try database.cachedStatement(
            sql: "UPDATE conversation SET updated_at = ? WHERE id = (SELECT conversation FROM turn WHERE id = ?)"
        ).execute(arguments: [StoreTime.microseconds(now()), id])
    }
}
