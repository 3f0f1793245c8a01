import Foundation
import GRDB
import Testing

@testable import ConversationStore

@Suite(.timeLimit(.minutes(1))) struct DiagnosisTests {
    let scene: Scene

    init() throws { scene = try Scene() }

    private func diagnosis() throws -> StoreDiagnosis { try StoreDiagnosis.of(scene.path, checkingFor: .seconds(60)) }

    @Test func aSoundStoreIsCountedWhetherItIsOpenOrNot() throws {
        var store: ConversationStore? = try scene.store()
        try store?.converse("a", "b")
        let newest = StoreSchema.migrator.migrations.count
        let sound = StoreDiagnosis(
            schemaVersion: newest, newestSchemaVersion: newest, conversationCount: 1, faults: [], isChecked: true)
        #expect(try diagnosis() == sound)
        try store?.pool.close()
        store = nil
        #expect(try diagnosis() == sound)
    }

    @Test func nothingIsMadeWhereThereIsNoStore() throws {
        #expect(throws: StoreError.self) { _ = try diagnosis() }
        #expect(try FileManager.default.contentsOfDirectory(atPath: scene.folder).isEmpty)
    }

    @Test func aLaterVersionAndAnotherProgramsFileAreNamed() throws {
        let store = try scene.store()
        try store.pool.write { try $0.execute(sql: "INSERT INTO grdb_migrations VALUES ('99 later')") }
        #expect(throws: StoreError.laterVersion(scene.path)) { _ = try diagnosis() }
        let other = scene.folder + "/other"
        try DatabaseQueue(path: other).write { try $0.execute(sql: "CREATE TABLE t (a)") }
        #expect(throws: StoreError.notAStore(other)) { _ = try StoreDiagnosis.of(other, checkingFor: .seconds(60)) }
    }

    @Test func sqliteTellsItsVersion() {
        #expect(StoreDiagnosis.libraryVersion?.hasPrefix("3.") == true)
    }
}
