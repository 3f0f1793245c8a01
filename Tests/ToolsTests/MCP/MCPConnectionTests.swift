import JSON
import Localization
import Synchronization
import Testing

@testable import Tools

@Suite(.timeLimit(.minutes(1))) struct MCPConnectionTests {
    /// A server in memory that ends when it is told to, or in place of the answer to a call.
    private final class Leaving: MCPTransport {
        private let answers: Bool
        private let tell = Mutex<(@Sendable (MCPTransportEvent) -> Void)?>(nil)

        init(answers: Bool) { self.answers = answers }

        var errorLines: [String] { [] }

        func start(_ tell: @escaping @Sendable (MCPTransportEvent) -> Void) async throws(ServerFailure) {
            self.tell.withLock { $0 = tell }
        }

        func send(_ message: MCPMessage) {
            let lines = politeServer(modern: false)(message)
            let leaves = message.tool != nil && !answers
            // The connection sends while it holds its lock.
            Task {
                if leaves { return self.leave() }
                let tell = self.tell.withLock { $0 }
                for line in lines { tell?(.message(line)) }
            }
        }

        func leave() { tell.withLock { $0 }?(.ended("exit status 0")) }
        func abandon(_ request: Int) {}
        func end() async {}
    }

    @Test(arguments: [true, false]) func anEndBetweenCallsIsKnownFromOneInACall(answers: Bool) async throws {
        let server = Leaving(answers: answers)
        let connection = MCPConnection(isProcess: true, notice: { _ in }, makeTransport: { server })
        let tool = try #require(await connection.tools().get().first)
        let outcome = await connection.call(tool, [:]) { _ in }
        #expect(outcome == (answers ? .result(.done, "t") : .serverFailed(.ended(status: "exit status 0"))))
        server.leave()
        #expect(connection.endedIdle == answers)
        // It is started again where its tools are asked for.
        #expect(try await connection.tools().get().count == 1)
        #expect(!connection.endedIdle)
        await connection.end()
    }
}
