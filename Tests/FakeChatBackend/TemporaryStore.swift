package import ConversationStore
import Foundation

/// A folder with a store for one test, removed at its end.
package final class TemporaryStore: Sendable {
    package let folder: String

    package init() throws {
        folder = NSTemporaryDirectory() + "chat-\(UUID().uuidString)"
        try FileManager.default.createDirectory(atPath: folder, withIntermediateDirectories: true)
    }

    deinit { try? FileManager.default.removeItem(atPath: folder) }

    /// Opens the store.
    package func open() throws -> ConversationStore { try ConversationStore(path: "\(folder)/conversations.db") }

    /// The path of a file in the folder.
    package func path(_ name: String) -> String { "\(folder)/\(name)" }

    /// Writes a file in the folder and returns its path.
    package func write(_ text: String, to name: String) throws -> String {
        try text.write(toFile: path(name), atomically: false, encoding: .utf8)
        return path(name)
    }

    /// Reads a file in the folder.
    package func read(_ name: String) throws -> String { try String(contentsOfFile: path(name), encoding: .utf8) }
}
