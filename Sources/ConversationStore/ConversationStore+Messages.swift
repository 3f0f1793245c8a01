import Foundation
import GRDB

extension ConversationStore {
    /// Adds what the user says; to be called before the request goes out.
    ///
    /// - Parameters:
    ///   - attachments: The message parts, a JSON array, where there is more than text.
    ///   - documents: What the message is about; each text is stored once.
    /// - Returns: The message's number.
    /// - Throws: ``StoreError``.
    @discardableResult
    package func addUserMessage(
        _ text: String, attachments: String? = nil, documents: [StoredDocument] = [], to conversation: Int64
    ) throws(StoreError) -> Int64 {
        try write { database in
            try touch(database, conversation)
            return try StoredMessage.Content.user(text, attachments: attachments, documents: documents).insert(
                database, into: conversation, createdAt: StoreTime.microseconds(now()))
        }
    }

    /// A conversation's messages in order, without dropped ones.
    ///
    /// - Throws: ``StoreError``.
    package func messages(of id: Int64) throws(StoreError) -> [StoredMessage] {
        try read { database in
            _ = try existing(database, id)
            return try StoredMessage.fetch(database, conversation: id)
        }
    }

    /// How many messages of the user a conversation has behind one, dropped ones apart.
    ///
    /// - Throws: ``StoreError``.
    package func messageCount(of id: Int64, after message: Int64) throws(StoreError) -> Int {
        try read { database in
            try Int.fetchOne(
                database,
                sql: "SELECT COUNT(*) FROM turn WHERE conversation = ? AND id > ? AND dropped = 0 AND role = 'user'",
                arguments: [id, message]) ?? 0
        }
    }

    /// Takes messages back.
    ///
    /// They stay in the file, but are neither shown nor found any more.
    ///
    /// - Returns: The messages taken back; those of other conversations and those taken back before are left alone.
    /// - Throws: ``StoreError``.
    @discardableResult
    package func dropMessages(_ ids: [Int64], of id: Int64) throws(StoreError) -> [StoredMessage] {
        let wanted = Set(ids)
        return try write { database in
            _ = try existing(database, id)
            let messages = try StoredMessage.fetch(database, conversation: id, from: ids.min() ?? .max)
                .filter { wanted.contains($0.id) }
            for message in messages {
                try database.execute(sql: "UPDATE turn SET dropped = 1 WHERE id = ?", arguments: [message.id])
            }
            if !messages.isEmpty { try touch(database, id) }
            return messages
        }
    }

    /// Notes that something was said in a conversation.
    func touch(_ database: Database, _ id: Int64) throws {
        try database.cachedStatement(sql: "UPDATE conversation SET updated_at = ? WHERE id = ?")
            .execute(arguments: [StoreTime.microseconds(now()), id])
        guard database.changesCount > 0 else { throw StoreError.noConversation(id, path: path) }
    }
}
