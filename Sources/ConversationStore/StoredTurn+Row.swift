import GRDB

extension StoredTurn {
    private init(_ row: Row, pieces: (text: String, reasoning: String)?) {
        self.init(
            id: row.integer("id"), role: Role(rawValue: row.text("role")) ?? .assistant,
            text: row.text("text") + (pieces?.text ?? ""), attachments: row.optionalText("attachments"),
            reasoning: row.text("reasoning") + (pieces?.reasoning ?? ""),
            reasoningDetails: row.optionalText("reasoning_details"), toolCalls: row.optionalText("tool_calls"),
            model: row.optionalText("model"), parameters: row.optionalText("parameters"),
            usage: row.optionalText("usage"), finishReason: row.optionalText("finish_reason"),
            timeToFirstToken: row.number("time_to_first_token", in: Self.milliseconds),
            duration: row.number("duration", in: Self.milliseconds), cost: row.number("cost", in: Self.costs),
            status: Status(rawValue: row.text("status")) ?? .failed, error: row.optionalText("error"),
            createdAt: StoreTime.date(row.integer("created_at")))
    }

    /// Up to thirty years.
    private static var milliseconds: ClosedRange<Double> { 0...1e12 }
    private static var costs: ClosedRange<Double> { 0...1e12 }

    /// Fetches a conversation's turns that are not dropped, from a number on, in order.
    static func fetch(_ database: Database, conversation: Int64, from first: Int64 = 0) throws -> [StoredTurn] {
        // Pieces are few, those of replies on their way: so they lead.
        let pieces = try database.cachedStatement(
            sql: """
                SELECT piece.turn AS turn, piece.text AS text, piece.reasoning AS reasoning FROM piece CROSS JOIN turn ON turn.id = piece.turn
                WHERE turn.conversation = ? ORDER BY piece.turn, piece.sequence
                """)
        var parts: [Int64: (text: String, reasoning: String)] = [:]
        let pieceRows = try Row.fetchCursor(pieces, arguments: [conversation])
        while let row = try pieceRows.next() {
            parts[row.integer("turn"), default: ("", "")].text += row.text("text")
            parts[row.integer("turn"), default: ("", "")].reasoning += row.text("reasoning")
        }
        let turns = try database.cachedStatement(
            sql: "SELECT * FROM turn WHERE conversation = ? AND dropped = 0 AND id >= ? ORDER BY id")
        return try Row.fetchAll(turns, arguments: [conversation, first]).map { row in
            StoredTurn(row, pieces: parts[row.integer("id")])
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
