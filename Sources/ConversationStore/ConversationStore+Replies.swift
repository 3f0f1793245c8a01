import Foundation
import GRDB

extension ConversationStore {
    /// Begins a reply, which is pending until ``finishReply(_:_:)``.
    ///
    /// Should this process die before, the reply is kept as far as its pieces go.
    ///
    /// - Parameter parameters: The fields of the request, a JSON object.
    /// - Returns: The turn's number.
    /// - Throws: ``StoreError``.
    package func beginReply(
        in conversation: Int64, model: String, parameters: String
    ) throws(StoreError) -> Int64 {
        try write { database in
            try touch(database, conversation)
            try database.cachedStatement(
                sql: """
                    INSERT INTO turn (
                        conversation, role, status, created_at, owner_pid, owner_start, model, parameters, text,
                        reasoning)
                    VALUES (?, 'assistant', 'pending', ?, ?, ?, ?, ?, '', '')
                    """
            ).execute(arguments: [
                conversation, StoreTime.microseconds(now()), owner.pid, owner.start, model.storable, parameters,
            ])
            return database.lastInsertedRowID
        }
    }

    /// Adds to a reply what has come of it; takes as long at its end as at its beginning.
    ///
    /// - Throws: ``StoreError``.
    package func appendPiece(_ text: String, reasoning: String = "", to turn: Int64) throws(StoreError) {
        guard !text.isEmpty || !reasoning.isEmpty else { return }
        try write { database in
            try database.cachedStatement(
                sql: """
                    INSERT INTO piece (turn, sequence, text, reasoning)
                    VALUES (?1, (SELECT coalesce(max(sequence), 0) + 1 FROM piece WHERE turn = ?1), ?2, ?3)
                    """
            ).execute(arguments: [turn, text.storable, reasoning.storable])
        }
    }

    /// Ends a reply: what it holds takes the place of its pieces.
    ///
    /// - Throws: ``StoreError``, `.notFound` where another program has deleted the conversation meanwhile.
    package func finishReply(_ turn: Int64, _ reply: FinishedReply) throws(StoreError) {
        let status = reply.status == .pending ? StoredTurn.Status.cutOff : reply.status
        try write { database in
            try database.cachedStatement(
                sql: """
                    UPDATE turn SET
                        text = ?, reasoning = ?, reasoning_details = ?, tool_calls = ?, model = coalesce(?, model),
                        usage = ?, finish_reason = ?, time_to_first_token = ?, duration = ?, cost = ?, status = ?,
                        error = ?, owner_pid = NULL, owner_start = NULL
                    WHERE id = ? AND role = 'assistant'
                    """
            ).execute(arguments: [
                reply.text.storable, reply.reasoning.storable, reply.reasoningDetails, reply.toolCalls,
                reply.model?.storable, reply.usage, reply.finishReason?.storable, reply.timeToFirstToken,
                reply.duration, reply.cost, status.rawValue, reply.error?.storable, turn,
            ])
            guard database.changesCount > 0 else { throw StoreError.notFound(turn: turn, path) }
            try database.cachedStatement(sql: "DELETE FROM piece WHERE turn = ?").execute(arguments: [turn])
            try database.cachedStatement(
                sql: "UPDATE conversation SET updated_at = ? WHERE id = (SELECT conversation FROM turn WHERE id = ?)"
            ).execute(arguments: [StoreTime.microseconds(now()), turn])
        }
    }
}
