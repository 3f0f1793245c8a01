package import Dispatch
import GRDB

/// What a store looks like; looking neither makes nor changes it.
package struct StoreDiagnosis: Sendable, Hashable {
    /// How many steps of the schema the file has taken.
    package var schemaVersion: Int
    /// How many steps this program knows.
    package var newestSchemaVersion: Int
    package var conversationCount: Int
    /// What SQLite's quick check found; empty where all is well.
    package var faults: [String]
    /// Whether the quick check came to its end in the time allowed.
    package var isChecked: Bool

    /// Creates a diagnosis.
    package init(
        schemaVersion: Int, newestSchemaVersion: Int, conversationCount: Int, faults: [String], isChecked: Bool
    ) {
        self.schemaVersion = schemaVersion
        self.newestSchemaVersion = newestSchemaVersion
        self.conversationCount = conversationCount
        self.faults = faults
        self.isChecked = isChecked
    }

    /// The version of SQLite; `nil` where it does not tell.
    package static var libraryVersion: String? {
        try? DatabaseQueue().read { try String.fetchOne($0, sql: "SELECT sqlite_version()") }
    }

    /// How many faults are told.
    private static let maximumFaults = 10
    /// How long another program that writes is waited for, in seconds.
    private static let patience = 2.0

    /// Looks at the store at an absolute path.
    ///
    /// - Parameter limit: The time allowed for the quick check, which reads the whole file.
    /// - Throws: ``StoreError``.
    package static func of(_ path: String, checkingFor limit: DispatchTimeInterval) throws(StoreError) -> StoreDiagnosis
    {
        var configuration = ConversationStore.configuration(path, patience)
        configuration.readonly = true
        var failure: any Error = StoreError.noAccess(path)
        for name in ConversationStore.names(path, mayBeWritten: false) + [path] {
            do {
                return try of(try DatabaseQueue(path: name, configuration: configuration), path, limit)
            } catch {
                failure = error
            }
        }
        throw StoreError(failure, path: path)
    }

    private static func of(
        _ queue: DatabaseQueue, _ path: String, _ limit: DispatchTimeInterval
    ) throws -> StoreDiagnosis {
        let migrator = StoreSchema.migrator
        var diagnosis = try queue.read { database in
            guard try !migrator.hasBeenSuperseded(database) else { throw StoreError.laterVersion(path) }
            let version = try migrator.appliedIdentifiers(database).count
            return StoreDiagnosis(
                schemaVersion: version, newestSchemaVersion: migrator.migrations.count,
                conversationCount: version == 0
                    ? 0 : try Int.fetchOne(database, sql: "SELECT count(*) FROM conversation") ?? 0,
                faults: [], isChecked: false)
        }
        let end = DispatchWorkItem { queue.interrupt() }
        DispatchQueue.global().asyncAfter(deadline: .now() + limit, execute: end)
        defer { end.cancel() }
        do {
            let rows = try queue.read { try String.fetchAll($0, sql: "PRAGMA quick_check(\(maximumFaults))") }
            diagnosis.isChecked = true
            if rows != ["ok"] { diagnosis.faults = rows }
        } catch let error as DatabaseError where error.resultCode == .SQLITE_INTERRUPT {}
        return diagnosis
    }
}
