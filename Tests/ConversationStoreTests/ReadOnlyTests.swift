import Foundation
import GRDB
import Testing

@testable import ConversationStore

/// Stores that can be read and not be written.
@Suite(.timeLimit(.minutes(1))) struct ReadOnlyTests {
    let scene: Scene

    init() throws { scene = try Scene() }

    private func readable(after error: StoreError = .noAccess("")) -> DatabasePool? {
        ConversationStore.openReadOnly(scene.path, after: error, 0)
    }

    private func titles(_ pool: DatabasePool) throws -> [String] {
        try pool.read { try String.fetchAll($0, sql: "SELECT title FROM conversation ORDER BY id") }
    }

    @Test func aStoreThatNobodyHasOpenIsReadWithoutFilesBesideIt() throws {
        try scene.store().converse("kept", "a", "b")
        let folder = (scene.path as NSString).deletingLastPathComponent
        try FileManager.default.setAttributes([.posixPermissions: 0o500], ofItemAtPath: folder)
        defer { try? FileManager.default.setAttributes([.posixPermissions: 0o700], ofItemAtPath: folder) }
        let pool = try #require(readable())
        #expect(try titles(pool) == ["kept"])
        #expect(throws: DatabaseError.self) {
            try pool.write { try $0.execute(sql: "DELETE FROM conversation") }
        }
    }

    @Test func aStoreWithALogIsReadWithWhatTheLogHolds() throws {
        let store = try scene.store()
        try store.converse("in the log", "a")
        #expect(try titles(try #require(readable())) == ["in the log"])
    }

    @Test func aPathWithSignsOfAURLIsReadToo() throws {
        let path = "\(scene.folder)/a b?c#d%41/s.sqlite"
        try ConversationStore(path: path).converse("kept")
        let pool = try #require(ConversationStore.openReadOnly(path, after: .diskFull(""), 0))
        #expect(try titles(pool) == ["kept"])
    }

    @Test func whatIsNoStoreOrNotThereIsNotRead() throws {
        #expect(readable() == nil)
        try scene.store().converse("kept")
        for error in [StoreError.notAStore(""), .laterVersion("")] { #expect(readable(after: error) == nil) }
    }

    @Test func aRecoveryThatCannotBeWrittenStopsNeitherReadingNorDeleting() throws {
        let dead = ProcessIdentity(pid: ProcessIdentity.current.pid, start: "0")
        let dying = try ConversationStore(path: scene.path, owner: dead) { Date() }
        let id = try dying.converse("", "question").id
        try dying.appendPiece("half", to: try dying.beginReply(in: id, model: "m", parameters: "{}"))
        try dying.pool.write { database in
            try database.execute(
                sql: "CREATE TRIGGER refuse BEFORE UPDATE ON turn BEGIN SELECT raise(ABORT, 'no'); END")
        }
        let store = try scene.store()
        #expect(try store.messages(of: id).map(\.text) == ["question", "half"])
        #expect(Scene.error { _ = try store.recoverAbandoned() } != nil)
        try store.delete(id)
        #expect(try store.conversationCount() == 0)
    }
}
