import Foundation
import GRDB

extension ConversationStore {
    /// Begins a conversation.
    ///
    /// - Parameter parameters: The request's other fields, a JSON object.
    /// - Throws: ``StoreError``.
    package func createConversation(
        title: String, model: String, system: String? = nil, parameters: String = "{}"
    ) throws(StoreError) -> StoredConversation {
        try write { database in
            let id = try insert(
                database, title: title, model: model, system: system, parameters: parameters, forkedFrom: nil)
            return try existing(database, id)
        }
    }

    /// The conversation with a number.
    ///
    /// - Throws: ``StoreError``, `.noConversation` where there is none.
    package func conversation(id: Int64) throws(StoreError) -> StoredConversation {
        try read { try existing($0, id) }
    }

    /// The conversation that something was last said in, `nil` where there is none.
    ///
    /// Messages are numbered in the order in which they are said, whatever becomes of the clock.
    ///
    /// - Throws: ``StoreError``.
    package func latestConversation() throws(StoreError) -> StoredConversation? {
        try read { database in
            let spoken = "WHERE id = (SELECT conversation FROM turn ORDER BY id DESC LIMIT 1)"
            return try StoredConversation.fetch(database, spoken).first
                ?? StoredConversation.fetch(database, "ORDER BY id DESC LIMIT 1").first
        }
    }

    /// Conversations, those first that something was last said in.
    ///
    /// - Parameters:
    ///   - limit: How many at most.
    ///   - title: What titles must hold somewhere, in whatever case.
    /// - Throws: ``StoreError``.
    package func conversations(
        limit: Int, matching title: String? = nil
    ) throws(StoreError) -> [StoredConversation] {
        let limit = max(limit, 0)
        let order = "ORDER BY updated_at DESC, id DESC LIMIT ?"
        return try read { database in
            guard let title else { return try StoredConversation.fetch(database, order, [limit]) }
            return try StoredConversation.fetch(
                database, "WHERE instr(title_key, ?) > 0 \(order)", [TitleKey.key(title), limit])
        }
    }

    /// How many conversations there are.
    ///
    /// - Throws: ``StoreError``.
    package func conversationCount() throws(StoreError) -> Int {
        try read { try Int.fetchOne($0, sql: "SELECT count(*) FROM conversation") ?? 0 }
    }

    /// Titles that begin with a text in whatever case, each once, newest first; for completion.
    ///
    /// - Throws: ``StoreError``.
    package func titles(startingWith start: String, limit: Int) throws(StoreError) -> [String] {
        let key = TitleKey.key(start)
        return try read { database in
            try String.fetchAll(
                database,
                sql: """
                    SELECT title FROM conversation WHERE title_key >= ? AND title_key < ? AND title <> ''
                    GROUP BY title ORDER BY max(updated_at) DESC LIMIT ?
                    """,
                arguments: [key, TitleKey.end(key), max(limit, 0)])
        }
    }

    /// Gives a conversation a title.
    ///
    /// - Throws: ``StoreError``.
    package func setTitle(_ title: String, of id: Int64) throws(StoreError) {
        try write { database in
            _ = try existing(database, id)
            try database.execute(
                sql: "UPDATE conversation SET title = ?, title_key = ?, has_given_title = 1 WHERE id = ?",
                arguments: [title.storable, TitleKey.key(title), id])
        }
    }

    /// Sets what the next request of a conversation is made with.
    ///
    /// - Parameter parameters: The request's other fields, a JSON object.
    /// - Throws: ``StoreError``.
    package func setModel(
        _ model: String, system: String?, parameters: String, of id: Int64
    ) throws(StoreError) {
        try write { database in
            try database.execute(
                sql: "UPDATE conversation SET model = ?, system = ?, parameters = ? WHERE id = ?",
                arguments: [model.storable, system?.storable, parameters, id])
            guard database.changesCount > 0 else { throw StoreError.noConversation(id, path: path) }
        }
    }

    func existing(_ database: Database, _ id: Int64) throws -> StoredConversation {
        guard let conversation = try StoredConversation.fetch(database, id: id) else {
            throw StoreError.noConversation(id, path: path)
        }
        return conversation
    }

    func insert(
        _ database: Database, title: String, model: String, system: String?, parameters: String, forkedFrom: Int64?
    ) throws -> Int64 {
        let time = StoreTime.microseconds(now())
        try database.execute(
            sql: """
                INSERT INTO conversation (
                    created_at, updated_at, forked_from, has_given_title, title, title_key, model, parameters, system)
                VALUES (?, ?, ?, 0, ?, ?, ?, ?, ?)
                """,
            arguments: [
                time, time, forkedFrom, title.storable, TitleKey.key(title), model.storable, parameters,
                system?.storable,
            ])
        return database.lastInsertedRowID
    }
}
