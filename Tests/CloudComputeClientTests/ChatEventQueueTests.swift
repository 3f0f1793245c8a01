import NIOCore
import NIOPosix
import Testing

@testable import CloudComputeClient

@Suite(.timeLimit(.minutes(2))) struct ChatEventQueueTests {
    private struct Failure: Error {}

    @Test func whatComesMeanwhileIsTakenAtOnceAndTheEndingLast() async throws {
        let queue = ChatEventQueue()
        queue.put([.text("a", choice: 0)], size: 1)
        queue.put([.text("b", choice: 0)], size: 1)
        var (events, ending) = await queue.next {}
        #expect(events == [.text("a", choice: 0), .text("b", choice: 0)] && ending == nil)
        queue.put([.text("c", choice: 0)], size: 1, .broken(Failure()))
        queue.put([], .whole)
        (events, ending) = await queue.next {}
        #expect(events == [.text("c", choice: 0)])
        guard case .broken(let error)? = ending else { throw Failure() }
        #expect(error is Failure)
    }

    @Test func aReaderIsWoken() async throws {
        let queue = ChatEventQueue()
        async let next = queue.next {}
        queue.put([.text("a", choice: 0)], size: 1)
        #expect(await next.0 == [.text("a", choice: 0)])
    }

    @Test func aReaderThatIsCancelledWaitsNoLongerAndCancelsTheRequest() async throws {
        let queue = ChatEventQueue()
        let (cancelled, continuation) = AsyncStream.makeStream(of: Void.self)
        let reader = Task { await queue.next { continuation.yield() } }
        reader.cancel()
        guard case .broken(let error)? = await reader.value.1 else { throw Failure() }
        #expect(error is CancellationError)
        var cancellations = cancelled.makeAsyncIterator()
        await cancellations.next()
    }

    @Test func theServerWaitsForAReaderWhoDoesNotRead() async throws {
        let queue = ChatEventQueue()
        let loop = MultiThreadedEventLoopGroup.singleton.next()
        queue.put([.text("a", choice: 0)], size: 1)
        #expect(queue.readiness(on: loop) == nil)
        queue.put([.text("b", choice: 0)], size: 1 << 20)
        let readiness = try #require(queue.readiness(on: loop))
        _ = await queue.next {}
        try await readiness.get()
        #expect(queue.readiness(on: loop) == nil)
    }

    @Test func anEndingLetsTheServerGoOn() async throws {
        let queue = ChatEventQueue()
        let loop = MultiThreadedEventLoopGroup.singleton.next()
        queue.put([.text("b", choice: 0)], size: 1 << 20)
        let readiness = try #require(queue.readiness(on: loop))
        queue.put([], .whole)
        try await readiness.get()
        #expect(queue.readiness(on: loop) == nil)
    }
}
