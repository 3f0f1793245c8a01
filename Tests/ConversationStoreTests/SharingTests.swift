import Foundation
import Testing

@testable import ConversationStore

@Suite(.timeLimit(.minutes(2))) struct SharingTests {
    let scene: Scene

    init() throws { scene = try Scene() }

    /// The identity of a process that has ended.
    private func deadProcess() throws -> ProcessIdentity {
        let process = Process()
        process.executableURL = URL(fileURLWithPath: "/bin/sh")
        process.arguments = ["-c", "exit 0"]
        try process.run()
        process.waitUntilExit()
        return ProcessIdentity(pid: process.processIdentifier, start: "0")
    }

    @Test func twoStoresSeeEachOthersTurns() throws {
        let (left, right) = (try scene.store(), try scene.store())
        let id = try left.converse("shared", "0").id
        for number in 1...20 { try (number % 2 == 0 ? left : right).addUserMessage("\(number)", to: id) }
        #expect(try left.messages(of: id) == right.messages(of: id))
        #expect(try left.messages(of: id).map(\.text) == (0...20).map(String.init))
    }

    @Test func manyWritersLoseNothing() async throws {
        let stores = [try scene.store(), try scene.store()]
        let id = try stores[0].converse("shared").id
        try await withThrowingTaskGroup(of: Void.self) { group in
            for writer in 0..<8 {
                let store = stores[writer % 2]
                group.addTask {
                    for number in 0..<10 {
                        try store.addUserMessage("\(writer) \(number)", to: id)
                        let turn = try store.beginReply(in: id, model: "m", parameters: "{}")
                        try store.appendPiece("piece", to: turn)
                        try store.finishReply(turn, StoredReply(text: "reply \(writer) \(number)"))
                        _ = try store.search("reply \(writer)", limit: 3)
                    }
                }
            }
            try await group.waitForAll()
        }
        let texts = Set(try stores[1].messages(of: id).map(\.text))
        #expect(texts.count == 160)
        #expect(try stores[0].pieceCount() == 0)
    }

    @Test func manyFirstOpeningsAtOnceMakeOneStore() async throws {
        let scene = scene
        let ids = try await withThrowingTaskGroup(of: Int64.self) { group in
            for number in 0..<8 {
                group.addTask { try scene.store().createConversation(title: "\(number)", model: "m").id }
            }
            return try await group.reduce(into: Set()) { $0.insert($1) }
        }
        #expect(ids.count == 8)
    }

    @Test func aReplyOfADeadProcessIsCutOff() throws {
        let dying = try ConversationStore(path: scene.path, owner: deadProcess()) { Date() }
        let id = try dying.converse("", "question").id
        let turn = try dying.beginReply(in: id, model: "m", parameters: "{}")
        for piece in ["The ", "answer ", "is"] { try dying.appendPiece(piece, reasoning: "r", to: turn) }

        let store = try scene.store()
        let last = try #require(try store.messages(of: id).last)
        #expect(last.text == "The answer is")
        #expect(last.reply?.reasoning == "rrr")
        #expect(last.reply?.status == .cutOff)
        #expect(try store.pieceCount() == 0)
        #expect(try store.search("answer", limit: 5).count == 1)
        #expect(try store.recoverAbandoned() == 0)
    }

    @Test(arguments: [
        (StoredReply.Status.complete, ["question", "former"]), (.interrupted, ["question", "half"]),
        (.failed, ["question", "half"]),
    ])
    func aRetryOfADeadProcessLeavesOneReply(former: StoredReply.Status, texts: [String]) throws {
        let dying = try ConversationStore(path: scene.path, owner: deadProcess()) { Date() }
        let id = try dying.converse("", "question").id
        let message = try #require(try dying.messages(of: id).last?.id)
        let first = try dying.beginReply(in: id, model: "m", parameters: "{}")
        try dying.finishReply(first, StoredReply(text: "former", status: former))
        let second = try #require(
            try dying.beginReply(to: message, after: first, in: id, model: "m", parameters: "{}"))
        try dying.appendPiece("half", to: second)

        let store = try scene.store()
        #expect(try store.messages(of: id).map(\.text) == texts)
        #expect(try store.messageCountWithDropped() == 3)
        #expect(try store.search("former", limit: 5).count == (former == .complete ? 1 : 0))
    }

    @Test func anotherReplyIsBegunOnlyToTheLastMessage() throws {
        let store = try scene.store()
        let id = try store.converse("", "one", "two", "three", "four").id
        let ids = try store.messages(of: id).map(\.id)
        func begin(_ message: Int64, _ latest: Int64) throws -> Int64? {
            try store.beginReply(to: message, after: latest, in: id, model: "m", parameters: "{}")
        }
        #expect(try begin(ids[0], ids[1]) == nil)
        #expect(try begin(ids[1], ids[3]) == nil)
        try store.dropMessages([ids[3]], of: id)
        #expect(try begin(ids[2], ids[3]) == nil)
        #expect(try begin(ids[2], ids[2]) != nil)
        #expect(try store.messages(of: id).count == 4)
    }

    @Test func aProcessThoughtDeadMayStillEndItsReply() throws {
        let dying = try ConversationStore(path: scene.path, owner: deadProcess()) { Date() }
        let id = try dying.converse("", "question").id
        let turn = try dying.beginReply(in: id, model: "m", parameters: "{}")
        try dying.appendPiece("one ", to: turn)
        let store = try scene.store()
        try dying.appendPiece("two ", to: turn)
        #expect(try store.messages(of: id).last?.text == "one two ")
        try store.recoverAbandoned()
        try dying.appendPiece("three", to: turn)
        try store.recoverAbandoned()
        #expect(try store.messages(of: id).last?.text == "one two three")
        #expect(try store.search("three", limit: 5).count == 1)
        try dying.finishReply(turn, StoredReply(text: "whole"))
        #expect(try store.messages(of: id).last?.text == "whole")
        #expect(try store.messages(of: id).last?.reply?.status == .complete)
    }

    @Test func aReplyOfALivingProcessIsLeft() throws {
        let store = try scene.store()
        let id = try store.converse("", "question").id
        _ = try store.beginReply(in: id, model: "m", parameters: "{}")
        #expect(try scene.store().messages(of: id).last?.reply?.status == .pending)
    }

    @Test func aLaterProcessWithTheSameNumberIsAnother() {
        let current = ProcessIdentity.current
        #expect(current.isAlive)
        #expect(current.start != nil)
        #expect(!ProcessIdentity(pid: current.pid, start: "0").isAlive)
        #expect(ProcessIdentity(pid: current.pid, start: nil).isAlive)
        #expect(!ProcessIdentity(pid: 0, start: nil).isAlive)
    }

    @Test func theFilesLeftByAKillHoldEverything() throws {
        let store = try ConversationStore(path: scene.path, owner: deadProcess()) { Date() }
        let id = try store.converse("", "question", "answer", "again").id
        let turn = try store.beginReply(in: id, model: "m", parameters: "{}")
        try store.appendPiece("half", to: turn)
        // What a killed process leaves: the file and its log, never checkpointed.
        let copy = "\(scene.folder)/copy.sqlite"
        for suffix in ["", "-wal"] {
            try FileManager.default.copyItem(atPath: scene.path + suffix, toPath: copy + suffix)
        }
        let found = try ConversationStore(path: copy).messages(of: id)
        #expect(found.map(\.text) == ["question", "answer", "again", "half"])
        #expect(found.last?.reply?.status == .cutOff)
    }
}
