import GRDB

extension ConversationStore {
    /// Ends the replies of processes that have died, with what had come of them, as cut off.
    ///
    /// A process that was only thought dead loses nothing: when it ends the reply itself, that counts.
    ///
    /// - Returns: How many replies it has ended.
    /// - Throws: ``StoreError``.
    @discardableResult
    package func recoverAbandoned() throws(StoreError) -> Int {
        guard try !read(abandonedTurns).isEmpty else { return 0 }
        return try write { database in
            // Looked up anew: another program may have come first.
            let turns = try abandonedTurns(database)
            for turn in turns { try recover(database, turn) }
            return turns.count
        }
    }

    private func abandonedTurns(_ database: Database) throws -> [Int64] {
        let pending = try Row.fetchAll(
            database, sql: "SELECT id, owner_pid, owner_start FROM turn WHERE status = 'pending' ORDER BY id")
        let abandoned = pending.filter { row in
            !ProcessIdentity(
                pid: Int32(exactly: row.integer("owner_pid")) ?? 0, start: row.optionalText("owner_start")
            ).isAlive
        }
        // Pieces that came after their reply was ended for a process that was only thought dead.
        let late = try Int64.fetchAll(
            database,
            sql: """
                SELECT DISTINCT piece.turn FROM piece CROSS JOIN turn ON turn.id = piece.turn
                WHERE turn.status <> 'pending'
                """)
        return abandoned.map { $0.integer("id") } + late
    }

    private func recover(_ database: Database, _ turn: Int64) throws {
        var (text, reasoning) = ("", "")
        let pieces = try Row.fetchCursor(
            database, sql: "SELECT text, reasoning FROM piece WHERE turn = ? ORDER BY sequence", arguments: [turn])
        while let piece = try pieces.next() {
            text += piece.text("text")
            reasoning += piece.text("reasoning")
        }
        try database.execute(
            sql: """
                UPDATE turn SET text = text || ?, reasoning = reasoning || ?, status = 'cut off', owner_pid = NULL,
                    owner_start = NULL
                WHERE id = ?
                """,
            arguments: [text, reasoning, turn])
        try database.execute(sql: "DELETE FROM piece WHERE turn = ?", arguments: [turn])
        try settle(database, turn)
    }

    /// Drops the reply that counts less where a killed retry has left two to one message.
    private func settle(_ database: Database, _ turn: Int64) throws {
        let replies = try Row.fetchAll(
            database,
            sql: """
                SELECT id, role, status, text <> '' AS has_text FROM turn
                WHERE conversation = (SELECT conversation FROM turn WHERE id = ?1) AND dropped = 0 AND id <= ?1
                ORDER BY id DESC LIMIT 2
                """,
            arguments: [turn])
        guard replies.count == 2, replies[0].integer("id") == turn,
            replies.allSatisfy({ $0.text("role") == StoredMessage.Role.assistant.rawValue })
        else { return }
        let worths = replies.map { row in
            (StoredReply.Status(rawValue: row.text("status")) ?? .failed).worth(hasText: row.integer("has_text") > 0)
        }
        let loser = replies[worths[0] >= worths[1] ? 1 : 0]
        guard loser.text("status") != StoredReply.Status.pending.rawValue else { return }
        try database.execute(sql: "UPDATE turn SET dropped = 1 WHERE id = ?", arguments: [loser.integer("id")])
    }
}
