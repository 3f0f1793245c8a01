import Foundation
import GRDB
import JSON
import SystemPackage
import Testing

@testable import Sandbox

@Suite(.timeLimit(.minutes(1))) final class StateFileTests {
    private let folder = FileManager.default.temporaryDirectory.appending(path: "sandbox-\(UUID())").path
    private var path: String { folder + "/state.db" }

    init() throws {
        try FileManager.default.createDirectory(atPath: folder, withIntermediateDirectories: true)
    }

    deinit {
        try? FileManager.default.removeItem(atPath: folder)
    }

    private func refusal(_ path: String) -> SandboxStateError? {
        do {
            _ = try Sandbox(compute: ComputeOptions(statePath: path)).application()
            return nil
        } catch {
            return error
        }
    }

    @Test func aRestartFindsEverythingAgain() async throws {
        let time = ManualTime()
        let options = ComputeOptions(balance: 1.1, statePath: path)
        let before = try await ComputeScene.run(options, time: time) { scene in
            #expect(try await scene.post("/ssh-keys", ["public_key": .string(ComputeScene.key)]).status == 201)
            try await scene.rent()
            #expect(try await scene.patch("/instances/564", ["label": "kept \u{0} label"]).status == 200)
            try await scene.rent(ComputeScene.otherOffer, name: "never-boots")
            #expect(try await scene.delete("/instances/565").status == 200)
            scene.time.advance(by: 60)
            return [try await scene.get("/instances"), try await scene.get("/ssh-keys")].map(\.text)
        }
        let mode = try FileManager.default.attributesOfItem(atPath: path)[.posixPermissions] as? Int
        #expect(mode == 0o600)
        #expect(try FileManager.default.contentsOfDirectory(atPath: folder) == ["state.db"])
        try await ComputeScene.run(options, time: time) { scene in
            let after = [try await scene.get("/instances"), try await scene.get("/ssh-keys")].map(\.text)
            #expect(after == before)
            // 0.4463 is left: enough for one more, and not for two.
            #expect(try await scene.rent(ComputeScene.otherOffer)["id"] == 566)
            #expect(try await scene.post("/instances", ["ask_id": 3_020_045]).status == 402)
        }
    }

    @Test func hoursThatPassedWhileNothingServedArePaid() async throws {
        let time = ManualTime()
        let options = ComputeOptions(balance: 0.8, statePath: path)
        try await ComputeScene.run(options, time: time) { try await $0.rent() }
        time.advance(by: 7200)
        try await ComputeScene.run(options, time: time) { scene throws in
            #expect(try await scene.row()["status"] == "exited")
        }
    }

    @Test func twoSandboxesOnOneFileSeeTheSame() async throws {
        let options = ComputeOptions(statePath: path)
        try await ComputeScene.run(options) { first throws in
            try await ComputeScene.run(options) { second throws in
                #expect(try await first.rent()["id"] == 564)
                #expect(try await second.rent(ComputeScene.otherOffer)["id"] == 565)
                #expect(try await first.ids("/instances") == [564, 565])
                #expect(try await second.delete("/instances/564").status == 200)
                #expect(try await first.get("/instances/564").status == 404)
            }
        }
    }

    @Test func withoutAFileNothingIsKept() async throws {
        try await ComputeScene.run { try await $0.rent() }
        try await ComputeScene.run { scene throws in #expect(try await scene.ids("/instances") == []) }
    }

    @Test func otherFilesAreLeftAlone() async throws {
        let text = Data(String(repeating: "Dear diary, nothing happened. ", count: 99).utf8)
        try text.write(to: URL(filePath: path))
        #expect(refusal(path) == .notAState(path))
        #expect(try Data(contentsOf: URL(filePath: path)) == text)

        let other = folder + "/other.db"
        let queue = try DatabaseQueue(path: other)
        try await queue.write { try $0.execute(sql: "CREATE TABLE recipe (name TEXT)") }
        try queue.close()
        let bytes = try Data(contentsOf: URL(filePath: other))
        #expect(refusal(other) == .notAState(other))
        #expect(try Data(contentsOf: URL(filePath: other)) == bytes)
    }

    @Test func aFileOfALaterVersionIsLeftAlone() async throws {
        try await ComputeScene.run(ComputeOptions(statePath: path)) { try await $0.rent() }
        let queue = try DatabaseQueue(path: path)
        try await queue.write { try $0.execute(sql: "PRAGMA user_version = 2") }
        try queue.close()
        #expect(refusal(path) == .laterVersion(path))
    }

    @Test func aFileThatBreaksWhileItServesIsAServerError() async throws {
        try await ComputeScene.run(ComputeOptions(statePath: path)) { [path] scene in
            let queue = try DatabaseQueue(path: path)
            try await queue.write { try $0.execute(sql: "DROP TABLE ssh_key") }
            try queue.close()
            let answer = try await scene.get("/ssh-keys")
            #expect(answer.status == 500)
            #expect(answer.text == #"{"message":"Server Error"}"#)
            #expect(try await scene.get("/offers").status == 200)
        }
    }

    @Test func placesWithoutAFileAreNamed() async throws {
        let missing = folder + "/nowhere/state.db"
        #expect(refusal(missing) == .cannotBeMade(missing, .noSuchFileOrDirectory))
        #expect(refusal(folder) == .noAccess(folder))
    }
}
