import GRDB

extension StoredTurn {
    private init(_ row: Row, pieces: (text: String, reasoning: String)?) {
        let text: String = row["text"]
        let reasoning: String = row["reasoning"]
        self.init(
            id: row["id"], role: Role(rawValue: row["role"]) ?? .assistant, text: text + (pieces?.text ?? ""),
            attachments: row["attachments"], reasoning: reasoning + (pieces?.reasoning ?? ""),
            reasoningDetails: row["reasoning_details"], toolCalls: row["tool_calls"], model: row["model"],
            parameters: row["parameters"], usage: row["usage"], finishReason: row["finish_reason"],
            timeToFirstToken: row["time_to_first_token"], duration: row["duration"], cost: row["cost"],
            status: Status(rawValue: row["status"]) ?? .failed, error: row["error"],
            createdAt: StoreTime.date(row["created_at"]))
    }

    /// Fetches a conversation's turns that are not dropped, from a number on, in order.
    static func fetch(_ database: Database, conversation: Int64, from first: Int64 = 0) throws -> [StoredTurn] {
        // Pieces are few, those of replies on their way: so they lead.
        let pieces = try database.cachedStatement(
            sql: """
                SELECT piece.turn, piece.text, piece.reasoning FROM piece CROSS JOIN turn ON turn.id = piece.turn
                WHERE turn.conversation = ? ORDER BY piece.turn, piece.sequence
                """)
        var parts: [Int64: (text: String, reasoning: String)] = [:]
        let pieceRows = try Row.fetchCursor(pieces, arguments: [conversation])
        while let row = try pieceRows.next() {
            parts[row[0], default: ("", "")].text += row[1] as String
            parts[row[0], default: ("", "")].reasoning += row[2] as String
        }
        let turns = try database.cachedStatement(
            sql: "SELECT * FROM turn WHERE conversation = ? AND dropped = 0 AND id >= ? ORDER BY id")
        return try Row.fetchAll(turns, arguments: [conversation, first]).map { row in
            StoredTurn(row, pieces: parts[row["id"]])
        }
    }

    /// Adds a copy of the turn to a conversation; one that is pending goes no further there.
    func insertCopy(_ database: Database, into conversation: Int64) throws {
        let status = status == .pending ? Status.cutOff : status
        try database.cachedStatement(
            sql: """
                INSERT INTO turn (
                    conversation, role, status, created_at, model, finish_reason, time_to_first_token, duration, cost,
                    error, parameters, usage, text, reasoning, reasoning_details, tool_calls, attachments)
                VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)
                """
        ).execute(arguments: [
            conversation, role.rawValue, status.rawValue, StoreTime.microseconds(createdAt), model, finishReason,
            timeToFirstToken, duration, cost, error, parameters, usage, text, reasoning, reasoningDetails, toolCalls,
            attachments,
        ])
    }
}
