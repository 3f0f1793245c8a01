import Foundation
import GRDB
import Synchronization
import SystemPackage

/// What the sandbox remembers: balance, instances and SSH keys, in a file or in memory.
struct SandboxState: Sendable {
    /// Marks a file as the sandbox's: "ccsb".
    private static let applicationID: Int32 = 0x6363_7362
    private static let version = 1

    private let database: OpenedOnce
    /// In seconds.
    let bootTime: Double
    private let now: @Sendable () -> Date

    /// Opens the file, and makes it for nobody but the user where it is missing.
    ///
    /// - Throws: ``SandboxStateError`` where the file cannot be opened or is something else, which is left as it is.
    init(_ options: ComputeOptions) throws(SandboxStateError) {
        bootTime = max(0, options.bootTime / .seconds(1))
        now = options.now
        let (path, balance) = (options.statePath, Money(options.balance))
        database = OpenedOnce { () throws(SandboxStateError) in try Self.open(path, balance: balance) }
        // Of a file, what is wrong is to be said at once; memory is opened by the first who asks for a machine.
        if path != nil { _ = try database.queue() }
    }

    /// The time, as instances age and are billed by it.
    var time: Timestamp { Timestamp(now()) }

    /// Runs the body on the state of now, in which everything due is paid; what the body throws undoes what it did.
    func access<Value: Sendable>(
        _ body: @escaping @Sendable (Database, Timestamp) throws -> Value
    ) async throws -> Value {
        try await database.queue().write { database in
            let time = time
            try settle(database, at: time)
            return try body(database, time)
        }
    }

    private static func open(_ path: String?, balance: Money) throws(SandboxStateError) -> DatabaseQueue {
        do {
            let queue: DatabaseQueue
            if let path {
                try makeFile(path)
                var configuration = Configuration()
                configuration.busyMode = .timeout(5)
                configuration.prepareDatabase { try check($0, path) }
                queue = try DatabaseQueue(path: path, configuration: configuration)
            } else {
                queue = try DatabaseQueue()
            }
            try queue.write { database in
                guard try Int32.fetchOne(database, sql: "PRAGMA application_id") != applicationID else { return }
                try database.execute(sql: schema)
                try database.execute(sql: "INSERT INTO account (balance) VALUES (?)", arguments: [balance.millionths])
            }
            return queue
        } catch {
            throw explained(error, path ?? ":memory:")
        }
    }

    /// Leaves files alone that are not the sandbox's, before anything is written.
    private static func check(_ database: Database, _ path: String) throws {
        let id = try Int32.fetchOne(database, sql: "PRAGMA application_id")
        if id == applicationID {
            guard try Int.fetchOne(database, sql: "PRAGMA user_version") == version else {
                throw SandboxStateError.laterVersion(path)
            }
        } else {
            guard id == 0, try Int.fetchOne(database, sql: "SELECT count(*) FROM sqlite_master") == 0 else {
                throw SandboxStateError.notAState(path)
            }
        }
    }

    private static func makeFile(_ path: String) throws(SandboxStateError) {
        do {
            try FileDescriptor.open(
                FilePath(path), .readWrite, options: [.create, .exclusiveCreate, .closeOnExec],
                permissions: .ownerReadWrite
            ).close()
        } catch let error as Errno where error == .fileExists {
            return
        } catch {
            throw .cannotBeMade(path, error as? Errno ?? .ioError)
        }
    }

    private static func explained(_ error: any Error, _ path: String) -> SandboxStateError {
        if let error = error as? SandboxStateError { return error }
        switch (error as? DatabaseError)?.resultCode {
        case .SQLITE_NOTADB?: return .notAState(path)
        case .SQLITE_CANTOPEN?, .SQLITE_PERM?, .SQLITE_READONLY?, .SQLITE_AUTH?:
            return .noAccess(path)
        default: return .failed(path, code: (error as? DatabaseError)?.extendedResultCode.rawValue)
        }
    }

    // The application id is that of `applicationID`. Amounts are in millionths, times in microseconds since 1970. Text
    // that users give is in `details`, as JSON, which keeps any character. An id is never given twice.
    private static let schema = """
        PRAGMA application_id = 1667461986;
        PRAGMA user_version = 1;
        CREATE TABLE account (balance INTEGER NOT NULL);
        CREATE TABLE instance (
            id INTEGER PRIMARY KEY AUTOINCREMENT,
            offer INTEGER NOT NULL UNIQUE,
            created_at INTEGER NOT NULL,
            updated_at INTEGER NOT NULL,
            price INTEGER NOT NULL,
            hours_paid INTEGER NOT NULL,
            exited_at INTEGER,
            fate TEXT NOT NULL,
            details TEXT NOT NULL
        );
        CREATE TABLE ssh_key (
            id INTEGER PRIMARY KEY AUTOINCREMENT,
            identity TEXT NOT NULL UNIQUE,
            created_at INTEGER NOT NULL,
            details TEXT NOT NULL
        );
        INSERT INTO sqlite_sequence (name, seq) VALUES ('instance', 563), ('ssh_key', 15);
        """
}

/// A database that is opened when it is first asked for.
private final class OpenedOnce: Sendable {
    private let open: @Sendable () throws(SandboxStateError) -> DatabaseQueue
    private let opened = Mutex<DatabaseQueue?>(nil)

    init(_ open: @escaping @Sendable () throws(SandboxStateError) -> DatabaseQueue) {
        self.open = open
    }

    func queue() throws(SandboxStateError) -> DatabaseQueue {
        try opened.withLock { (opened) throws(SandboxStateError) in
            if let opened { return opened }
            let queue = try open()
            opened = queue
            return queue
        }
    }
}
