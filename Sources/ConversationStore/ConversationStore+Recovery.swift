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

    /// Drops the replies that count less where a killed retry has left two to one message: of each, those that called
    /// tools and what the tools gave as well.
    private func settle(_ database: Database, _ turn: Int64) throws {
        let rows = try Row.fetchAll(
            database,
            sql: """
                SELECT id, role, status, round, text <> '' AS has_text FROM turn
                WHERE conversation = (SELECT conversation FROM turn WHERE id = ?1) AND dropped = 0 AND id <= ?1
                    AND id > (
                        SELECT coalesce(max(id), 0) FROM turn
                        WHERE conversation = (SELECT conversation FROM turn WHERE id = ?1) AND dropped = 0
                            AND id <= ?1 AND role = 'user')
                ORDER BY id
                """,
            arguments: [turn])
        let attempts = Self.attempts(rows).suffix(2)
        guard attempts.count == 2, let former = attempts.first, let latest = attempts.last,
            latest.last?.integer("id") == turn
        else { return }
        let loser = Self.worth(latest) >= Self.worth(former) ? former : latest
        guard loser.last?.text("status") != StoredReply.Status.pending.rawValue else { return }
        for row in loser {
            try database.execute(sql: "UPDATE turn SET dropped = 1 WHERE id = ?", arguments: [row.integer("id")])
        }
    }

    /// The replies to one message, each with those that called tools for it.
    private static func attempts(_ rows: [Row]) -> [[Row]] {
        var attempts: [[Row]] = []
        for row in rows {
            let begins = row.text("role") == StoredMessage.Role.assistant.rawValue && row.integer("round") <= 0
            if begins || attempts.isEmpty { attempts.append([]) }
            attempts[attempts.count - 1].append(row)
        }
        return attempts
    }

    private static func worth(_ attempt: [Row]) -> StoredReply.Worth {
        guard let last = attempt.last, last.text("role") == StoredMessage.Role.assistant.rawValue else { return .part }
        let status = StoredReply.Status(rawValue: last.text("status")) ?? .failed
        return max(status.worth(hasText: last.integer("has_text") > 0), attempt.count > 1 ? .part : .nothing)
    }
}
