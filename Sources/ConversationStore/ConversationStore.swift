import Foundation
import GRDB

/// Every conversation, in one SQLite file that several programs may use at once.
///
/// What a method has written stays written when the program is killed right after. Methods may be called from any
/// thread; they wait for the disk, and up to five seconds for another program that writes.
package final class ConversationStore: Sendable {
    /// The file, as an absolute path.
    package let path: String
    let pool: DatabasePool
    let now: @Sendable () -> Date
    let owner: ProcessIdentity

    /// Opens the store; makes the file, and its folder, for nobody but the user where they are missing.
    ///
    /// Replies that a program left unfinished when it died are finished with what had come of them; where that cannot
    /// be written now, the next opening tries again.
    ///
    /// - Throws: ``StoreError`` where the file cannot be opened, is something else or comes from a later version.
    package convenience init(path: String) throws(StoreError) {
        try self.init(path: path, owner: .current) { Date() }
    }

    /// Opens the store to read it; a disk that is full or takes no writes does not keep it from that.
    ///
    /// - Parameter patience: How long another program that writes is waited for, in seconds.
    /// - Throws: ``StoreError`` as for ``init(path:)``.
    package convenience init(reading path: String, patience: Double = 5) throws(StoreError) {
        try self.init(path: path, owner: .current, patience: patience, readsOnly: true) { Date() }
    }

    /// - Parameters:
    ///   - patience: How long another program that writes is waited for, in seconds.
    ///   - readsOnly: Whether it is enough that the store can be read.
    init(
        path: String, owner: ProcessIdentity, patience: TimeInterval = 5, readsOnly: Bool = false,
        now: @escaping @Sendable () -> Date
    ) throws(StoreError) {
        // Connections are opened later too, when the program may be in another folder.
        let path = path.hasPrefix("/") ? path : "\(FileManager.default.currentDirectoryPath)/\(path)"
        self.path = path
        self.owner = owner
        self.now = now
        do throws(StoreError) {
            pool = try StoreFile(path: path).open(patience: patience) { () throws(StoreError) in
                try Self.open(path, patience)
            }
        } catch {
            guard readsOnly, let readable = Self.openReadOnly(path, after: error, patience) else { throw error }
            pool = readable
            return
        }
        _ = try? recoverAbandoned()
    }

    private static func open(_ path: String, _ patience: TimeInterval) throws(StoreError) -> DatabasePool {
        do {
            let pool = try DatabasePool(path: path, configuration: configuration(path, patience))
            let migrator = StoreSchema.migrator
            let isCurrent = try pool.read { database in
                guard try !migrator.hasBeenSuperseded(database) else {
                    throw StoreError.laterVersion(path)
                }
                return try migrator.hasCompletedMigrations(database)
            }
            if !isCurrent { try migrator.migrate(pool) }
            return pool
        } catch {
            throw StoreError(error, path: path)
        }
    }

    static func configuration(_ path: String, _ patience: TimeInterval) -> Configuration {
        var configuration = Configuration()
        configuration.busyMode = .timeout(patience)
        configuration.prepareDatabase { database in
            // Before anything is written: the file may be another program's.
            let id = try Int32.fetchOne(database, sql: "PRAGMA application_id")
            if id != StoreSchema.applicationID {
                let tables = "SELECT count(*) FROM sqlite_master WHERE tbl_name <> 'grdb_migrations'"
                guard id == 0, try Int.fetchOne(database, sql: tables) == 0 else { throw StoreError.notAStore(path) }
            }
            if !database.configuration.readonly { try database.execute(sql: "PRAGMA secure_delete = ON") }
        }
        return configuration
    }

    func read<Value>(_ body: (Database) throws -> Value) throws(StoreError) -> Value {
        do { return try pool.read(body) } catch { throw StoreError(error, path: path) }
    }

    func write<Value>(_ body: (Database) throws -> Value) throws(StoreError) -> Value {
        do { return try pool.write(body) } catch { throw StoreError(error, path: path) }
    }
}
