import Foundation
import GRDB
import Synchronization
import Testing

@testable import ConversationStore

@Suite(.timeLimit(.minutes(1))) struct HostileStoreTests {
    @Test func theLatestConversationIsThatOfTheLastTurnThoughTheClockGoesBack() throws {
        let scene = try Scene()
        let time = Mutex(Date(timeIntervalSince1970: 2_000_000_000))
        let store = try ConversationStore(path: scene.path, owner: .current) { time.withLock { $0 } }
        try store.converse("before the step", "a")
        time.withLock { $0 = Date(timeIntervalSince1970: 1_000_000_000) }
        let later = try store.converse("after the step", "b")
        #expect(try store.latestConversation()?.id == later.id)
    }

    @Test(arguments: [
        "1e300", "-1e300", "9223372036854775807", "-9223372036854775808", "'text'", "x'FF00'", "''", "'1e999'",
    ])
    func noValueInAColumnStopsTheReading(value: String) throws {
        let scene = try Scene()
        let store = try scene.store()
        let id = try store.converse("title", "question", "answer").id
        try store.pool.write { database in
            try database.execute(
                sql: """
                    UPDATE turn SET duration = \(value), time_to_first_token = \(value), cost = \(value),
                        created_at = \(value), usage = \(value), finish_reason = \(value), model = \(value)
                    """)
            try database.execute(
                sql: "UPDATE conversation SET created_at = \(value), updated_at = \(value), has_given_title = \(value)")
        }
        let turn = try #require(try store.messages(of: id).last)
        let reply = try #require(turn.reply)
        for number in [reply.duration, reply.timeToFirstToken, reply.cost] {
            #expect(number.map { (0...1e12).contains($0) } != false)
        }
        let years = -62_135_596_800.0...253_402_300_799
        #expect(years.contains(turn.createdAt.timeIntervalSince1970))
        let conversation = try store.conversation(id: id)
        #expect(years.contains(conversation.updatedAt.timeIntervalSince1970))
        #expect(try store.search("answer", limit: 5).count == 1)
        #expect(try store.latestConversation()?.id == id)
    }
}
