import Foundation
import GRDB
import Testing

@testable import ConversationStore

/// A folder for one test, removed at its end.
final class Scene: Sendable {
    let folder: String
    var path: String { "\(folder)/data/conversations.sqlite" }

    init() throws {
        folder = NSTemporaryDirectory() + "conversations-\(UUID().uuidString)"
        try FileManager.default.createDirectory(atPath: folder, withIntermediateDirectories: true)
    }

    deinit {
        try? FileManager.default.removeItem(atPath: folder)
    }

    func store() throws -> ConversationStore { try ConversationStore(path: path) }

    func mode(_ path: String) throws -> Int {
        let attributes = try FileManager.default.attributesOfItem(atPath: path)
        return try #require(attributes[.posixPermissions] as? NSNumber).intValue
    }

    /// The error that an action throws.
    static func error(_ action: () throws -> Void) -> StoreError? {
        do { try action() } catch { return error as? StoreError }
        return nil
    }
}

extension ConversationStore {
    /// A conversation with turns by turns of the user and the model.
    @discardableResult
    func converse(_ title: String, _ texts: String...) throws -> StoredConversation {
        let conversation = try createConversation(title: title, model: "m")
        for (index, text) in texts.enumerated() {
            if index % 2 == 0 {
                try addUserMessage(text, to: conversation.id)
            } else {
                try finishReply(
                    try beginReply(in: conversation.id, model: "m", parameters: "{}"), StoredReply(text: text))
            }
        }
        return try self.conversation(id: conversation.id)
    }
}

extension ConversationStore {
    func count(_ rest: String) throws -> Int {
        try pool.read { database in try Int.fetchOne(database, sql: "SELECT count(*) FROM \(rest)") ?? 0 }
    }

    func pieceCount() throws -> Int { try count("piece") }
    func messageCountWithDropped() throws -> Int { try count("turn") }
}
