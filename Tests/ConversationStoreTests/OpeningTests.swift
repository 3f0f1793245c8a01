import Foundation
import GRDB
import SystemPackage
import Testing

@testable import ConversationStore

@Suite(.timeLimit(.minutes(2))) struct OpeningTests {
    let scene: Scene

    init() throws { scene = try Scene() }

    @Test func onlyTheUserMayReadTheFiles() throws {
        let store = try scene.store()
        try store.converse("a", "b")
        #expect(try scene.mode("\(scene.folder)/data") == 0o700)
        for suffix in ["", "-wal", "-shm"] { #expect(try scene.mode(scene.path + suffix) == 0o600) }
    }

    @Test func foldersAreMadeAllTheWay() throws {
        _ = try ConversationStore(path: "\(scene.folder)/x/y/z.sqlite")
        #expect(try scene.mode("\(scene.folder)/x") == 0o700)
        #expect(try scene.mode("\(scene.folder)/x/y") == 0o700)
    }

    @Test func theFileIsSetUpForManyAndForDeleting() throws {
        let store = try scene.store()
        try store.pool.write { database throws in
            #expect(try String.fetchOne(database, sql: "PRAGMA journal_mode") == "wal")
            #expect(try Int.fetchOne(database, sql: "PRAGMA busy_timeout") == 5000)
            #expect(try Int.fetchOne(database, sql: "PRAGMA synchronous") == 1)
            #expect(try Int.fetchOne(database, sql: "PRAGMA foreign_keys") == 1)
            #expect(try Int.fetchOne(database, sql: "PRAGMA secure_delete") == 1)
        }
    }

    @Test(arguments: ["x", "not a database"], [1, 1000])
    func whatIsNoDatabaseIsLeftAlone(line: String, count: Int) throws {
        let text = String(repeating: "\(line)\n", count: count)
        let path = "\(scene.folder)/file"
        try text.write(toFile: path, atomically: false, encoding: .utf8)
        #expect(throws: StoreError.notAStore(path)) { _ = try ConversationStore(path: path) }
        #expect(try String(contentsOfFile: path, encoding: .utf8) == text)
        #expect(try FileManager.default.contentsOfDirectory(atPath: scene.folder) == ["file"])
    }

    @Test func anotherProgramsDatabaseIsLeftAlone() throws {
        let path = "\(scene.folder)/other.sqlite"
        do {
            let queue = try DatabaseQueue(path: path)
            try queue.write { database in try database.execute(sql: "CREATE TABLE a (b)") }
        }
        let before = FileManager.default.contents(atPath: path)
        #expect(throws: StoreError.notAStore(path)) { _ = try ConversationStore(path: path) }
        #expect(FileManager.default.contents(atPath: path) == before)
    }

    @Test func anEmptyFileBecomesAStore() throws {
        let path = "\(scene.folder)/empty"
        try Data().write(to: URL(fileURLWithPath: path))
        #expect(try ConversationStore(path: path).conversationCount() == 0)
    }

    @Test func aStoreOfTheFirstVersionIsBroughtUpToDate() throws {
        let path = "\(scene.folder)/old.sqlite"
        do {
            let queue = try DatabaseQueue(path: path)
            try StoreSchema.migrator.migrate(queue, upTo: "1 conversations")
            try queue.write { database in
                try database.execute(
                    sql: """
                        INSERT INTO conversation (
                            created_at, updated_at, has_given_title, title, title_key, model, parameters)
                        VALUES (1, 2, 0, 'Old', 'old', 'm', '{}');
                        INSERT INTO turn (conversation, role, status, created_at, text, reasoning, dropped)
                        VALUES (1, 'user', 'complete', 1, 'ancient ёж', '', 0), (1, 'user', 'complete', 1, 'gone', '', 1);
                        """)
            }
        }
        let store = try ConversationStore(path: path)
        #expect(try store.messages(of: 1).map(\.text) == ["ancient ёж"])
        #expect(try store.search("еж", limit: 5).count == 1)
        #expect(try store.search("old", limit: 5).count == 1)
        #expect(try store.search("gone", limit: 5).isEmpty)
    }

    @Test func aStoreOfALaterVersionIsRefused() throws {
        try scene.store().pool.write { database in
            try database.execute(sql: "INSERT INTO grdb_migrations VALUES ('99 later')")
        }
        #expect(throws: StoreError.laterVersion(scene.path)) { _ = try scene.store() }
    }

    @Test func aPlaceThatCannotBeIsNamed() throws {
        let file = "\(scene.folder)/file"
        try "x".write(toFile: file, atomically: false, encoding: .utf8)
        let expected: [(String, StoreError)] = [
            ("\(file)/a.sqlite", .cannotBeMade("\(file)/a.sqlite", .notDirectory)),
            ("\(file)/b/a.sqlite", .folderCannotBeMade("\(file)/b", path: "\(file)/b/a.sqlite", .notDirectory)),
            (scene.folder, .noAccess(scene.folder)), ("/", .noAccess("/")),
        ]
        for (path, error) in expected { #expect(throws: error) { _ = try ConversationStore(path: path) } }
    }

    @Test func whatSQLiteReportsIsTold() {
        let cases: [(ResultCode, StoreError)] = [
            (.SQLITE_FULL, .diskFull("/p")), (.SQLITE_CANTOPEN, .noAccess("/p")), (.SQLITE_READONLY, .noAccess("/p")),
            (.SQLITE_NOTADB, .notAStore("/p")), (.SQLITE_BUSY, .busy("/p")), (.SQLITE_CORRUPT, .damaged("/p")),
            (.SQLITE_IOERR, .diskFailed("/p")), (.SQLITE_ERROR, .failed("/p", code: 1)),
            (.SQLITE_CONSTRAINT_FOREIGNKEY, .conversationDeleted(path: "/p")),
        ]
        for (code, error) in cases {
            let report = DatabaseError(resultCode: code, message: "m", sql: "SELECT secret")
            #expect(StoreError(report, path: "/p") == error)
        }
        #expect(StoreError(CancellationError(), path: "/p") == .failed("/p", code: nil))
    }

    @Test(arguments: [ResultCode.SQLITE_IOERR, .SQLITE_CANTOPEN]) func aFullDiskIsNamed(code: ResultCode) {
        let error = StoreError(DatabaseError(resultCode: code), path: "/p") { _ in false }
        #expect(error == .diskFull("/p"))
    }
}
