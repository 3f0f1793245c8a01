import GRDB

extension StoredConversation {
    /// What ``init(_:)`` reads, from `conversation`.
    static let columns = """
        conversation.id, conversation.title, has_given_title, conversation.model, conversation.system, \
        conversation.parameters, conversation.created_at, updated_at, forked_from, \
        (SELECT count(*) FROM turn WHERE conversation = conversation.id AND dropped = 0) AS turn_count
        """

    init(_ row: Row) {
        self.init(
            id: row["id"], title: row["title"], hasGivenTitle: row["has_given_title"], model: row["model"],
            system: row["system"], parameters: row["parameters"], createdAt: StoreTime.date(row["created_at"]),
            updatedAt: StoreTime.date(row["updated_at"]), turnCount: row["turn_count"], forkedFrom: row["forked_from"])
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
