import CloudComputeClient
import JSON
import Synchronization
import Testing

@testable import Instances

@Suite(.timeLimit(.minutes(1))) struct InstanceWaitTests {
    /// What an instance shows at one look after the other, and what the wait made of it.
    private final class Scene: Sendable {
        private let rows: Mutex<[Result<JSONValue, CloudComputeError>]>
        /// The time that has passed, and what each look takes of it.
        private let time = Mutex(Duration.zero)
        private let lookTime: Duration
        let limits = Mutex<[Duration]>([])
        let pauses = Mutex<[Duration]>([])
        let told = Mutex<[String]>([])

        init(_ rows: [Result<JSONValue, CloudComputeError>], lookTime: Duration = .zero) {
            self.rows = Mutex(rows)
            self.lookTime = lookTime
        }

        /// The last row stays for ever.
        func look(_ limit: Duration) throws -> Instance? {
            limits.withLock { $0.append(limit) }
            time.withLock { $0 += min(limit, lookTime) }
            if lookTime >= limit { return nil }
            let row = rows.withLock { $0.count > 1 ? $0.removeFirst() : $0[0] }
            var object = try row.get().object ?? [:]
            object["id"] = 7
            let instance: Instance = try #require(Instance(.object(object)))
            return instance
        }

        var elapsed: Duration { time.withLock { $0 } }

        func wait(_ timeout: Duration = .seconds(1800)) async throws -> Instance {
            try await InstanceWait(
                timeout: timeout, now: { self.elapsed }, look: { try self.look($0) },
                pause: { pause in
                    self.pauses.withLock { $0.append(pause) }
                    self.time.withLock { $0 += pause }
                },
                tell: { id, state in self.told.withLock { $0.append("\(id): \(state)") } }
            ).run()
        }
    }

    private static func state(_ status: String?, _ message: String? = nil) -> Result<JSONValue, CloudComputeError> {
        .success([
            "actual_status": status.map { .string($0) } ?? .null,
            "status_msg": message.map { .string($0) } ?? .null,
        ])
    }

    @Test func changesAreToldOnceAndTheRunningInstanceEndsTheWait() async throws {
        let scene = Scene([
            Self.state(nil), Self.state(nil), Self.state("loading", "pulling"), Self.state("loading", "pulling"),
            Self.state("running"),
        ])
        let instance = try await scene.wait()
        #expect(instance.state.kind == .up)
        let told = scene.told.withLock { $0 }
        #expect(told == ["7: provisioning", "7: loading (pulling)", "7: running"])
    }

    @Test func itLooksNoFasterThanEveryTenSecondsAndSlowerInTime() async throws {
        let scene = Scene(Array(repeating: Self.state("loading"), count: 6) + [Self.state("running")])
        _ = try await scene.wait()
        let pauses = scene.pauses.withLock { $0 }
        #expect(pauses.count == 6)
        #expect(pauses.allSatisfy { $0 >= .seconds(10) && $0 <= .seconds(30) })
        #expect(zip(pauses, pauses.dropFirst()).allSatisfy { $0 <= $1 })
        #expect(pauses.last == .seconds(30))
    }

    @Test(arguments: ["exited", "error", "ERROR", "stopped", "frozen"])
    func statesThatNeverRunEndTheWait(status: String) async throws {
        let scene = Scene([Self.state("loading"), Self.state(status, "out of memory")])
        let error = await #expect(throws: InstanceWait.Failure.self) { _ = try await scene.wait() }
        switch error {
        case .dead(7, let words), .stopped(7, let words): #expect(words == "\(status) (out of memory)")
        default: Issue.record("\(String(describing: error))")
        }
    }

    @Test func aHostThatComesBackIsWaitedForAndOneThatDoesNotIsGivenUp() async throws {
        let back = Scene([
            Self.state("offline"), Self.state("unknown"), Self.state("loading"), Self.state("offline"),
            Self.state("running"),
        ])
        #expect(try await back.wait().state.kind == .up)
        let gone = Scene([Self.state("offline")])
        await #expect(throws: InstanceWait.Failure.lost(7, "offline")) { _ = try await gone.wait() }
        #expect(gone.pauses.withLock { $0.count } == 2)
    }

    @Test func theDeadlineEndsTheWaitResumably() async throws {
        let scene = Scene([Self.state("loading")])
        await #expect(throws: InstanceWait.Failure.timeUp("loading")) { _ = try await scene.wait(.seconds(60)) }
        #expect(scene.elapsed <= .seconds(60))
    }

    @Test(arguments: [Duration.zero, .milliseconds(1), .seconds(5), .seconds(9), .seconds(45), .seconds(100)])
    func looksThatStallDoNotOutlastTheTimeout(timeout: Duration) async throws {
        let scene = Scene([Self.state("loading")], lookTime: .seconds(3600))
        await #expect(throws: InstanceWait.Failure.timeUp(nil)) { _ = try await scene.wait(timeout) }
        #expect(scene.elapsed <= timeout)
        #expect(scene.limits.withLock { $0.allSatisfy { $0 <= .seconds(30) } })
    }

    @Test func refusalsOfTheMomentAreWaitedOutAsTheServerWishes() async throws {
        var slow = CloudComputeError(.rateLimited, "Too many.")
        slow.retryAfter = .seconds(45)
        let scene = Scene([.failure(slow), .failure(CloudComputeError(.unreachable, "Gone.")), Self.state("running")])
        _ = try await scene.wait()
        #expect(scene.pauses.withLock { $0.first } == .seconds(45))
        let refused = Scene([.failure(CloudComputeError(.unauthorized, "No."))])
        await #expect(throws: CloudComputeError.self) { _ = try await refused.wait() }
    }
}
