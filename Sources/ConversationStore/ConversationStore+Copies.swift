import GRDB

extension ConversationStore {
    /// Makes a new conversation of the first messages of another.
    ///
    /// - Parameter count: How many to copy, all where `nil`; a reply on its way is copied as far as it has come.
    /// - Throws: ``StoreError``.
    package func fork(_ id: Int64, keepingMessages count: Int? = nil) throws(StoreError) -> StoredConversation {
        try write { database in
            let origin = try existing(database, id)
            let fork = try insert(
                database, title: "\(origin.title) (fork)", model: origin.model, system: origin.system,
                parameters: origin.parameters, forkedFrom: id)
            var copies: [Int64: Int64] = [:]
            for message in try StoredMessage.fetch(database, conversation: id).prefix(max(count ?? .max, 0)) {
                copies[message.id] = try message.content.insert(
                    database, into: fork, createdAt: StoreTime.microseconds(message.createdAt))
            }
            for var summary in try StoredSummary.fetch(database, conversation: id) {
                guard let last = copies[summary.lastMessage] else { continue }
                summary.lastMessage = last
                _ = try summary.insert(database, into: fork, createdAt: StoreTime.microseconds(now()))
            }
            return try existing(database, fork)
        }
    }

    /// Stores a conversation that was held without the store, whole or not at all.
    ///
    /// - Returns: The conversation's number and those of its messages.
    /// - Throws: ``StoreError``.
    package func add(
        title: String, model: String, system: String?, parameters: String, messages: [StoredMessage.Content]
    ) throws(StoreError) -> (id: Int64, messageIDs: [Int64]) {
        try write { database in
            let id = try insert(
                database, title: title, model: model, system: system, parameters: parameters, forkedFrom: nil)
            let time = StoreTime.microseconds(now())
            return (id, try messages.map { try $0.insert(database, into: id, createdAt: time) })
        }
    }

    /// Deletes a conversation with all that was said in it, so that the file holds nothing of it any more.
    ///
    /// Takes the longer the more conversations there are, since the words are taken out of the index for good.
    ///
    /// - Throws: ``StoreError``.
    package func delete(_ id: Int64) throws(StoreError) {
        try write { database in
            try database.execute(sql: "DELETE FROM conversation WHERE id = ?", arguments: [id])
            guard database.changesCount > 0 else { throw StoreError.noConversation(id, path: path) }
            // FTS5 only marks entries as deleted; this writes the index anew without them.
            try database.execute(sql: "INSERT INTO turn_index (turn_index) VALUES ('optimize')")
            try database.execute(sql: "INSERT INTO title_index (title_index) VALUES ('optimize')")
        }
        // The log still holds the old pages. Where another program reads them just now, its next checkpoint is due.
        try? pool.writeWithoutTransaction { database in _ = try database.checkpoint(.truncate) }
    }
}
