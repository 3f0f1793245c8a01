import Foundation
import GRDB

extension ConversationStore {
    /// Begins the reply to the results of tools; it is pending as one to a message is.
    ///
    /// - Parameter round: How many replies to the same message have called tools before.
    /// - Returns: The reply's number.
    /// - Throws: ``StoreError``.
    package func beginReply(
        afterRound round: Int, in conversation: Int64, model: String, parameters: String
    ) throws(StoreError) -> Int64 {
        try write {
            try insertReply($0, in: conversation, model: model, parameters: parameters, round: round)
        }
    }

    /// Ends a reply that calls tools, and gives each call the result that it has should nothing more be heard of it.
    ///
    /// Both are written together, so that a call without a result is never read, whenever the process is killed.
    ///
    /// - Returns: The numbers of the results.
    /// - Throws: ``StoreError``, `.conversationDeleted` where another program has deleted the conversation meanwhile.
    package func finishReply(
        _ id: Int64, _ reply: StoredReply, calling calls: [StoredToolResult]
    ) throws(StoreError) -> [Int64] {
        try write { database in
            try finishReply(database, id, reply)
            guard !calls.isEmpty,
                let conversation = try Int64.fetchOne(
                    database, sql: "SELECT conversation FROM turn WHERE id = ?", arguments: [id])
            else { return [] }
            let time = StoreTime.microseconds(now())
            return try calls.map { try $0.insert(database, into: conversation, createdAt: time) }
        }
    }

    /// Gives a call the result that it came to.
    ///
    /// - Throws: ``StoreError``.
    package func setResult(_ result: StoredToolResult, of id: Int64) throws(StoreError) {
        try write { database in
            guard try result.update(database, id) else { throw StoreError.noReply(id, path: path) }
        }
    }
}
