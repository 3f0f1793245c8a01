import GRDB

extension StoredMessage {
    init(_ row: Row, pieces: (text: String, reasoning: String)?, documents: [StoredDocument]) {
        id = row.integer("id")
        createdAt = StoreTime.date(row.integer("created_at"))
        switch Role(rawValue: row.text("role")) ?? .assistant {
        case .user:
            content = .user(
                row.text("text"), attachments: row.optionalText("attachments"), documents: documents)
        case .assistant:
            var reply = StoredReply(row)
            reply.text += pieces?.text ?? ""
            reply.reasoning += pieces?.reasoning ?? ""
            content = .assistant(reply, parameters: row.optionalText("parameters"))
        case .tool: content = .tool(StoredToolResult(row))
        }
    }

    /// Fetches a conversation's messages that are not dropped, from a number on, in order.
    static func fetch(_ database: Database, conversation: Int64, from first: Int64 = 0) throws -> [StoredMessage] {
        // Pieces are few, those of replies on their way: so they lead.
        let pieces = try database.cachedStatement(
            sql: """
                SELECT piece.turn AS turn, piece.text AS text, piece.reasoning AS reasoning
                FROM piece CROSS JOIN turn ON turn.id = piece.turn
                WHERE turn.conversation = ? ORDER BY piece.turn, piece.sequence
                """)
        var parts: [Int64: (text: String, reasoning: String)] = [:]
        let pieceRows = try Row.fetchCursor(pieces, arguments: [conversation])
        while let row = try pieceRows.next() {
            parts[row.integer("turn"), default: ("", "")].text += row.text("text")
            parts[row.integer("turn"), default: ("", "")].reasoning += row.text("reasoning")
        }
        let documents = try StoredDocument.fetch(database, conversation: conversation, from: first)
        let messages = try database.cachedStatement(
            sql: "SELECT * FROM turn WHERE conversation = ? AND dropped = 0 AND id >= ? ORDER BY id")
        return try Row.fetchAll(messages, arguments: [conversation, first]).map { row in
            StoredMessage(
                row, pieces: parts[row.integer("id")], documents: documents[row.integer("id")] ?? [])
        }
    }
}

extension StoredMessage.Content {
    /// Adds the message to a conversation; a reply that is pending elsewhere goes no further here.
    ///
    /// - Returns: The message's number.
    func insert(_ database: Database, into conversation: Int64, createdAt: Int64) throws -> Int64 {
        switch self {
        case .user(let text, let attachments, let documents):
            try database.cachedStatement(
                sql: """
                    INSERT INTO turn (conversation, role, status, created_at, text, reasoning, attachments)
                    VALUES (?, 'user', 'complete', ?, ?, '', ?)
                    """
            ).execute(arguments: [conversation, createdAt, text.storable, attachments])
            let id = database.lastInsertedRowID
            for (position, document) in documents.enumerated() {
                try document.insert(database, for: id, position: position)
            }
            return id
        case .assistant(let reply, let parameters):
            try database.cachedStatement(
                sql: """
                    INSERT INTO turn (conversation, role, status, created_at, round, model, parameters, text, reasoning)
                    VALUES (?, 'assistant', 'pending', ?, ?, ?, ?, '', '')
                    """
            ).execute(arguments: [conversation, createdAt, reply.round, reply.model?.storable, parameters])
            let id = database.lastInsertedRowID
            try reply.update(database, id)
            return id
        case .tool(let result): return try result.insert(database, into: conversation, createdAt: createdAt)
        }
    }
}
