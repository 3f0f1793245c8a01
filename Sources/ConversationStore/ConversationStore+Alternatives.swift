import Foundation
import GRDB

/// Replies that are kept beside the one that a conversation goes on with: `dropped` is 2 in their rows, so that whatever reads
/// the conversation does not see them.
extension ConversationStore {
    /// A reply that is kept beside the branch.
    package struct Aside: Sendable, Hashable {
        /// The message of the user that it replies to.
        package let message: Int64
        /// The reply, or what a tool gave for it.
        package let stored: StoredMessage
    }

    /// Begins replies to the last message of the user that are kept beside its own.
    ///
    /// - Parameters:
    ///   - message: The message.
    ///   - models: The model that is asked for each.
    /// - Returns: The replies' numbers; `nil` where another program has said something since, or taken the message back.
    /// - Throws: ``StoreError``.
    package func beginAsides(
        to message: Int64, in conversation: Int64, models: [String], parameters: String
    ) throws(StoreError) -> [Int64]? {
        try write { database in
            let last = try Int64.fetchOne(
                database,
                sql: "SELECT max(id) FROM turn WHERE conversation = ? AND dropped = 0 AND role = 'user'",
                arguments: [conversation])
            guard last == message else { return nil }
            return try models.map { model in
                let id = try insertReply(database, in: conversation, model: model, parameters: parameters)
                try database.execute(
                    sql: "UPDATE turn SET dropped = 2, reply_to = ? WHERE id = ?", arguments: [message, id])
                return id
            }
        }
    }

    /// Stores a reply beside the branch that was held without the store, with those that called tools for it.
    ///
    /// - Returns: The numbers.
    /// - Throws: ``StoreError``.
    package func addAside(
        _ contents: [StoredMessage.Content], to message: Int64, in conversation: Int64
    ) throws(StoreError) -> [Int64] {
        try write { database in
            try contents.map { content in
                let id = try content.insert(
                    database, into: conversation, createdAt: StoreTime.microseconds(now()))
                try database.execute(
                    sql: "UPDATE turn SET dropped = 2, reply_to = ? WHERE id = ?", arguments: [message, id])
                return id
            }
        }
    }

    /// The replies of a conversation that are kept beside its branch, in the order in which they were begun.
    ///
    /// - Throws: ``StoreError``.
    package func asides(of conversation: Int64) throws(StoreError) -> [Aside] {
        try read { database in
            let rows = try Row.fetchAll(
                database,
                sql: "SELECT * FROM turn WHERE conversation = ? AND dropped = 2 ORDER BY id", arguments: [conversation])
            return rows.map { row in
                Aside(message: row.integer("reply_to"), stored: StoredMessage(row, pieces: nil, documents: []))
            }
        }
    }

    /// Makes other replies the branch of a conversation.
    ///
    /// - Parameters:
    ///   - picked: The replies to go on with.
    ///   - former: Those to keep beside them.
    ///   - message: The message of the user that all of them reply to.
    /// - Throws: ``StoreError``.
    package func pick(
        _ picked: [Int64], inPlaceOf former: [Int64], to message: Int64, of id: Int64
    ) throws(StoreError) {
        try write { database in
            try touch(database, id)
            try mark(database, former, of: id, from: 0, to: 2, replyTo: message)
            try mark(database, picked, of: id, from: 2, to: 0)
        }
    }

    /// Takes replies back that were kept beside the branch.
    ///
    /// - Throws: ``StoreError``.
    package func dropAsides(_ ids: [Int64], of id: Int64) throws(StoreError) {
        try write { try mark($0, ids, of: id, from: 2, to: 1) }
    }

    private func mark(
        _ database: Database, _ ids: [Int64], of conversation: Int64, from: Int, to: Int,
        replyTo message: Int64? = nil
    ) throws {
        for id in ids {
            try database.execute(
                sql: """
                    UPDATE turn SET dropped = ?, reply_to = ?
                    WHERE id = ? AND conversation = ? AND dropped = ? AND role <> 'user'
                    """,
                arguments: [to, message, id, conversation, from])
        }
    }
}
