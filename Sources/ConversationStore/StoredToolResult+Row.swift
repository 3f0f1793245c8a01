import GRDB

extension StoredToolResult {
    /// Reads a result.
    init(_ row: Row) {
        self.init(
            callID: row.text("call_id"), tool: row.text("tool"), model: row.optionalText("model"),
            outcome: row.text("outcome"), text: row.text("text"),
            duration: row.number("duration", in: 0...1e12) ?? 0)
    }

    /// Adds the result to a conversation.
    ///
    /// - Returns: The message's number.
    func insert(_ database: Database, into conversation: Int64, createdAt: Int64) throws -> Int64 {
        try database.cachedStatement(
            sql: """
                INSERT INTO turn (
                    conversation, role, status, created_at, model, text, reasoning, call_id, tool, outcome, duration)
                VALUES (?, 'tool', 'complete', ?, ?, ?, '', ?, ?, ?, ?)
                """
        ).execute(arguments: [
            conversation, createdAt, model?.storable, storableText, callID.storable, tool.storable, outcome.storable,
            duration,
        ])
        return database.lastInsertedRowID
    }

    /// Writes the result into its row.
    ///
    /// - Returns: Whether there is such a row.
    func update(_ database: Database, _ row: Int64) throws -> Bool {
        try database.cachedStatement(
            sql: "UPDATE turn SET text = ?, outcome = ?, duration = ? WHERE id = ? AND role = 'tool'"
        ).execute(arguments: [storableText, outcome.storable, duration, row])
        return database.changesCount > 0
    }

    /// The text as far as it is kept.
    private var storableText: String {
        guard text.utf8.count > Self.maximumSize else { return text.storable }
        return String(decoding: text.utf8.prefix(Self.maximumSize), as: UTF8.self).storable
    }
}
