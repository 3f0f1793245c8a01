import Foundation
import GRDB

extension ConversationStore {
    /// Opens a store that cannot be opened for writing, and no more than to read it.
    ///
    /// - Returns: `nil` where it cannot be read either, or writing is not what it fails for.
    static func openReadOnly(_ path: String, after error: StoreError, _ patience: TimeInterval) -> DatabasePool? {
        switch error {
        case .folderCannotBeMade, .cannotBeMade, .noAccess, .diskFull, .busy, .damaged, .diskFailed, .failed: break
        case .notAStore, .laterVersion, .noConversation, .noMatch, .ambiguous, .noReply, .noDocument,
            .conversationDeleted:
            return nil
        }
        var configuration = configuration(path, patience)
        configuration.readonly = true
        // A file that another program writes may change while it is read.
        let mayBeWritten = if case .busy = error { true } else { false }
        for name in names(path, mayBeWritten: mayBeWritten) {
            guard let pool = try? DatabasePool(path: name, configuration: configuration),
                (try? pool.read(StoreSchema.migrator.hasCompletedMigrations)) == true
            else { continue }
            return pool
        }
        return nil
    }

    /// The names by which SQLite opens a file without writing anything beside it.
    static func names(_ path: String, mayBeWritten: Bool) -> [String] {
        // Fact: sqlite.org/uri.html — what follows `?` or `#` in a path, and `%`, is escaped.
        guard let name = path.addingPercentEncoding(withAllowedCharacters: .urlPathAllowed) else { return [] }
        // The index of the log is read, or made in memory from the log.
        let withLog = "file:\(name)?readonly_shm=1"
        // Without an index there is no way to the log; where that is empty too, the file is whole.
        let log = try? FileManager.default.attributesOfItem(atPath: path + "-wal")
        let hasLog = (log?[.size] as? NSNumber)?.intValue ?? 0 > 0
        return hasLog || mayBeWritten ? [withLog] : [withLog, "file:\(name)?immutable=1"]
    }
}
