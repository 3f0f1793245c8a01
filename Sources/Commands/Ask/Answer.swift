import CloudComputeClient
import ConversationStore
import REPL
import Synchronization
import Terminal

/// An answer as far as it has come, kept where an interruption cannot lose it.
final class Answer: Sendable {
    private struct State {
        var accumulator = ChatAccumulator()
        var whole: ChatReply?
        var timings = ChatTimings(timeToFirstToken: nil, total: .zero)
    }

    private let recorder: ReplyRecorder?
    private let clock = ContinuousClock()
    private let start: ContinuousClock.Instant
    private let state = Mutex(State())

    init(recorder: ReplyRecorder?) {
        self.recorder = recorder
        start = clock.now
        recorder?.start()
    }

    /// The reply as far as it has come.
    var reply: ChatReply { state.withLock { $0.whole ?? $0.accumulator.reply } }
    /// How long it has taken so far.
    var timings: ChatTimings { state.withLock { $0.timings } }

    /// Takes the next event of a stream.
    func take(_ event: ChatEvent) {
        let elapsed = clock.now - start
        state.withLock { state in
            state.accumulator.add(event)
            state.timings.total = elapsed
            switch event {
            case .text(_, choice: 0), .reasoning(_, choice: 0):
                state.timings.timeToFirstToken = state.timings.timeToFirstToken ?? elapsed
            default: break
            }
        }
        switch event {
        case .text(let text, choice: 0): recorder?.add(text: text)
        case .reasoning(let text, choice: 0): recorder?.add(reasoning: text)
        default: break
        }
    }

    /// Takes a reply that came in one piece.
    func take(whole reply: ChatReply) {
        let elapsed = clock.now - start
        state.withLock { state in
            state.whole = reply
            state.timings.total = elapsed
        }
    }

    /// Stores the answer with how it ended; returns why that failed, if it did.
    func record(_ result: Result<Void, any Error>, cost: Double?) async -> StoreError? {
        var failure: (any Error)?
        if case .failure(let error) = result { failure = error }
        let wasInterrupted = failure is Interrupted || failure is OutputError
        return await recorder?.finish(
            reply, timings: timings, cost: cost, failure: failure, wasInterrupted: wasInterrupted)
    }
}
