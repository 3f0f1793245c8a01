import GRDB

extension StoredConversation {
    /// What ``init(_:)`` reads, from `conversation`.
    static let columns = """
        conversation.id, conversation.title, conversation.model, conversation.system, \
        conversation.parameters, conversation.created_at, updated_at, forked_from, \
        (SELECT count(*) FROM turn WHERE conversation = conversation.id AND dropped = 0 AND round = 0 \
        AND role <> 'tool') AS message_count
        """

    init(_ row: Row) {
        self.init(
            id: row.integer("id"), title: row.text("title"), model: row.text("model"),
            system: row.optionalText("system"), parameters: row.text("parameters"),
            createdAt: StoreTime.date(row.integer("created_at")),
            updatedAt: StoreTime.date(row.integer("updated_at")),
            messageCount: Int(clamping: row.integer("message_count")),
            forkedFrom: row.optionalInteger("forked_from"))
    }

    /// Fetches conversations; `rest` is the part of the query after `FROM conversation`.
    static func fetch(
        _ database: Database, _ rest: String, _ arguments: StatementArguments = []
    ) throws -> [StoredConversation] {
        let statement = try database.cachedStatement(sql: "SELECT \(columns) FROM conversation \(rest)")
        return try Row.fetchAll(statement, arguments: arguments).map(StoredConversation.init)
    }

    /// Fetches one conversation.
    static func fetch(_ database: Database, id: Int64) throws -> StoredConversation? {
        try fetch(database, "WHERE id = ?", [id]).first
    }
}
