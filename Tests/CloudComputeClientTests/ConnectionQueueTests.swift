import NIOCore
import Testing

@testable import CloudComputeClient

/// Thousands of runs in which requests come, end, are withdrawn and connections close.
@Suite(.timeLimit(.minutes(1))) struct ConnectionQueueTests {
    private final class Connection {}
    private final class Request {}

    private struct Run {
        var queue: ConnectionQueue<Connection, Request>
        var busy: [Connection] = []
        var free: [Connection] = []
        var waiting: [Request] = []
        var now = NIODeadline.uptimeNanoseconds(1_000)

        mutating func add() {
            let request = Request()
            switch queue.add(request, id: ObjectIdentifier(request)) {
            case .use(let connection):
                #expect(connection === free.last)
                free.removeLast()
                busy.append(connection)
            case .open:
                #expect(free.isEmpty && waiting.isEmpty)
                busy.append(Connection())
            case .wait:
                #expect(free.isEmpty && busy.count == queue.limit)
                waiting.append(request)
            }
        }

        mutating func end(_ connection: Connection) {
            if let next = queue.freed(connection, at: now) {
                #expect(next === waiting.removeFirst())
            } else {
                #expect(waiting.isEmpty)
                busy.removeAll { $0 === connection }
                free.append(connection)
            }
        }

        mutating func close(_ connection: Connection) {
            let wasFree = free.contains { $0 === connection }
            (busy, free) = (busy.filter { $0 !== connection }, free.filter { $0 !== connection })
            if let next = queue.closed(connection) {
                #expect(next === waiting.removeFirst() && !wasFree)
                busy.append(Connection())
            } else {
                #expect(waiting.isEmpty)
            }
        }

        func check() {
            #expect(queue.openCount == busy.count + free.count && queue.openCount <= queue.limit)
            #expect(waiting.isEmpty || free.isEmpty)
            #expect((queue.freeSince == nil) == free.isEmpty)
        }
    }

    @Test(arguments: 0..<200) func noRequestWaitsBesideAFreeConnection(seed: UInt64) {
        var random = SeededNumbers(seed: seed)
        var run = Run(queue: ConnectionQueue(limit: Int.random(in: 0...5, using: &random)))
        for _ in 0..<200 {
            run.now = run.now + .nanoseconds(1)
            switch Int.random(in: 0..<8, using: &random) {
            case 0...3: run.add()
            case 4, 5: if let connection = run.busy.randomElement(using: &random) { run.end(connection) }
            case 6:
                if let connection = (run.busy + run.free).randomElement(using: &random) { run.close(connection) }
            default:
                guard let request = run.waiting.randomElement(using: &random) else { continue }
                #expect(run.queue.withdraw(ObjectIdentifier(request)) === request)
                #expect(run.queue.withdraw(ObjectIdentifier(request)) == nil)
                run.waiting.removeAll { $0 === request }
            }
            run.check()
        }
    }

    @Test func whatHasBeenFreeForLongestIsClosedFirst() {
        var queue = ConnectionQueue<Connection, Request>(limit: 2)
        let (first, second) = (Connection(), Connection())
        for _ in 0..<2 { _ = queue.add(Request(), id: ObjectIdentifier(first)) }
        let start = NIODeadline.uptimeNanoseconds(10)
        #expect(queue.freed(first, at: start) == nil && queue.freed(second, at: start + .seconds(1)) == nil)
        #expect(queue.takeFree(since: start - .nanoseconds(1)) == nil)
        #expect(queue.takeFree(since: start) === first && queue.takeFree(since: start) == nil)
        #expect(queue.closed(first) == nil && queue.openCount == 1 && queue.freeSince == start + .seconds(1))
    }
}
