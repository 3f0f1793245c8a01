import CloudComputeClient
import Synchronization
import Testing

@testable import Commands

@Suite struct InstanceWaitTests {
    /// What an instance shows at one look after the other, and what the wait made of it.
    private final class Scene: Sendable {
        private let rows: Mutex<[Result<JSONValue, CloudComputeError>]>
        let pauses = Mutex<[Duration]>([])
        let told = Mutex<[String]>([])

        init(_ rows: [Result<JSONValue, CloudComputeError>]) {
            self.rows = Mutex(rows)
        }

        /// The last row stays for ever.
        func look() throws -> Instance {
            let row = rows.withLock { $0.count > 1 ? $0.removeFirst() : $0[0] }
            var object = try row.get().object ?? [:]
            object["id"] = 7
            return try #require(Instance(.object(object)))
        }

        func wait(_ timeout: Duration = .seconds(1800)) async throws -> Instance {
            try await InstanceWait(
                timeout: timeout, look: { try self.look() },
                pause: { pause in self.pauses.withLock { $0.append(pause) } },
                tell: { text in self.told.withLock { $0.append(text) } }
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
        #expect(told == ["Instance 7: provisioning", "Instance 7: loading (pulling)", "Instance 7: running"])
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
        let error = await #expect(throws: CommandFailure.self) { _ = try await scene.wait() }
        #expect(error?.exitCode == .unavailable)
        #expect(error?.message?.contains(status) == true)
    }

    @Test func aHostThatComesBackIsWaitedForAndOneThatDoesNotIsGivenUp() async throws {
        let back = Scene([
            Self.state("offline"), Self.state("unknown"), Self.state("loading"), Self.state("offline"),
            Self.state("running"),
        ])
        #expect(try await back.wait().state.kind == .up)
        let gone = Scene([Self.state("offline")])
        await #expect(throws: CommandFailure.self) { _ = try await gone.wait() }
        #expect(gone.pauses.withLock { $0.count } == 2)
    }

    @Test func theDeadlineEndsTheWaitResumably() async throws {
        let scene = Scene([Self.state("loading")])
        let error = await #expect(throws: CommandFailure.self) { _ = try await scene.wait(.seconds(60)) }
        #expect(error?.exitCode == .tryAgain)
        #expect(scene.pauses.withLock { $0.reduce(.zero, +) } <= .seconds(60))
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
