import GRDB

extension ConversationStore {
    /// The text of the document whose hash begins so.
    ///
    /// - Parameter prefix: The first hexadecimal digits of its SHA-256.
    /// - Throws: ``StoreError``, `.noDocument` where none fits or several do.
    package func document(hashPrefix prefix: String) throws(StoreError) -> String {
        let prefix = prefix.lowercased()
        let isHash = !prefix.isEmpty && prefix.utf8.allSatisfy { "0123456789abcdef".utf8.contains($0) }
        return try read { database in
            let texts =
                isHash
                ? try String.fetchAll(
                    database, sql: "SELECT text FROM document WHERE sha256 >= ? AND sha256 < ? LIMIT 2",
                    arguments: [prefix, prefix + "g"])
                : []
            guard let text = texts.first, texts.count == 1 else {
                throw StoreError.noDocument(prefix, isAmbiguous: texts.count > 1, path: path)
            }
            return text
        }
    }
}

extension StoredDocument {
    /// The documents of a conversation's messages, from a message on, by the message.
    static func fetch(
        _ database: Database, conversation: Int64, from first: Int64
    ) throws -> [Int64: [StoredDocument]] {
        let statement = try database.cachedStatement(
            sql: """
                SELECT turn_document.turn AS turn, turn_document.source AS source, document.text AS text
                FROM turn CROSS JOIN turn_document ON turn_document.turn = turn.id
                CROSS JOIN document ON document.id = turn_document.document
                WHERE turn.conversation = ? AND turn.dropped = 0 AND turn.id >= ?
                ORDER BY turn_document.turn, turn_document.position
                """)
        var documents: [Int64: [StoredDocument]] = [:]
        let rows = try Row.fetchCursor(statement, arguments: [conversation, first])
        while let row = try rows.next() {
            documents[row.integer("turn"), default: []].append(
                StoredDocument(source: row.text("source"), text: row.text("text")))
        }
        return documents
    }

    /// Notes that a message is about this document, whose text is stored unless it is there.
    func insert(_ database: Database, for message: Int64, position: Int) throws {
        let text = text.storable
        let hash = Self.hash(of: text)
        try database.cachedStatement(
            sql: "INSERT INTO document (sha256, text) VALUES (?, ?) ON CONFLICT (sha256) DO NOTHING"
        ).execute(arguments: [hash, text])
        try database.cachedStatement(
            sql: """
                INSERT INTO turn_document (turn, position, document, source)
                VALUES (?, ?, (SELECT id FROM document WHERE sha256 = ?), ?)
                """
        ).execute(arguments: [message, position, hash, source.storable])
    }
}
