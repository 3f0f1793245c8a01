package import CloudComputeClient
package import Pricing
import Terminal

/// Sends a request, passes the reply on as it comes, records and prices it: the one way in which a turn is run.
package struct TurnRunner: Sendable {
    /// How a reply is asked for.
    package enum Delivery: Sendable {
        case streamed
        case inOnePiece
    }

    /// In bytes; what comes in smaller pieces is stored within a twentieth of a second.
    private static let largePiece = 4096

    private let backend: any ChatBackend
    private let delivery: Delivery
    private let prices: @Sendable () -> PriceList
    private let now: @Sendable () -> ContinuousClock.Instant

    /// Makes a runner.
    ///
    /// - Parameters:
    ///   - prices: The prices that are known at the end of the reply.
    ///   - now: The time.
    package init(
        _ backend: any ChatBackend, delivery: Delivery = .streamed, prices: @escaping @Sendable () -> PriceList,
        now: @escaping @Sendable () -> ContinuousClock.Instant = { .now }
    ) {
        self.backend = backend
        self.delivery = delivery
        self.prices = prices
        self.now = now
    }

    /// Runs a turn to its end; cancelling the task stops the reply and keeps what has come.
    ///
    /// - Parameters:
    ///   - recorder: Where the reply is stored; when this returns, it is.
    ///   - opening: Prepares the reply before it is stored, and gives the tools that it calls their first results.
    ///   - show: Takes each event of the reply; an ``OutputError`` of it ends the turn.
    package func run(
        _ request: ChatRequest, recorder: ReplyRecorder? = nil,
        opening: @Sendable (inout Reply) -> [ToolRound.AnsweredCall] = { _ in [] },
        show: @Sendable (ChatEvent) async throws -> Void
    ) async -> FinishedTurn {
        var progress = ReplyProgress()
        var failure: (any Error)?
        let start = now()
        recorder?.start()
        do {
            switch delivery {
            case .streamed: try await stream(request, backend, from: start, recorder, into: &progress, show)
            case .inOnePiece:
                let reply = try await backend.complete(request)
                progress.add(whole: reply, after: now() - start)
                recorder?.add(text: reply.first.text, reasoning: reply.first.reasoning)
                await recorder?.flush()
                if !reply.first.reasoning.isEmpty { try await show(.reasoning(reply.first.reasoning, choice: 0)) }
                if !reply.first.text.isEmpty { try await show(.text(reply.first.text, choice: 0)) }
            }
        } catch {
            failure = error
        }
        if delivery == .streamed { progress.end(after: now() - start) }
        return await end(progress, of: request, failure, recorder, opening)
    }

    private func stream(
        _ request: ChatRequest, _ backend: some ChatBackend, from start: ContinuousClock.Instant,
        _ recorder: ReplyRecorder?, into progress: inout ReplyProgress,
        _ show: @Sendable (ChatEvent) async throws -> Void
    ) async throws {
        for try await event in try await backend.stream(request) {
            progress.add(event, after: now() - start)
            switch event {
            case .text(let text, choice: 0):
                recorder?.add(text: text)
                // A reply that comes at once is stored before a reader who does not read can keep it.
                if text.utf8.count >= Self.largePiece { await recorder?.flush() }
            case .reasoning(let text, choice: 0): recorder?.add(reasoning: text)
            default: break
            }
            try await show(event)
        }
    }

    private func end(
        _ progress: ReplyProgress, of request: ChatRequest, _ failure: (any Error)?, _ recorder: ReplyRecorder?,
        _ opening: @Sendable (inout Reply) -> [ToolRound.AnsweredCall]
    ) async -> FinishedTurn {
        let received = progress.reply
        let outputError = failure as? OutputError
        // A stream may also end without an error where its reader is cancelled.
        let wasStopped = Task.isCancelled && (failure != nil || received.first.finishReason == nil)
        var reply = Reply(
            received, timings: progress.timings,
            cost: prices().cost(of: received.usage, models: [request.model, received.model]), failure: failure,
            wasInterrupted: wasStopped || outputError != nil)
        let opened = opening(&reply)
        var turn = FinishedTurn(reply: reply, error: outputError == nil ? failure : nil, outputError: outputError)
        turn.opened = opened
        switch await recorder?.finish(reply.stored, calling: opened.map { $0.stored(model: request.model) }) {
        case .success(let ids)?: turn.storedIDs = ids
        case .failure(let error)?: turn.storeError = error
        case nil: break
        }
        return turn
    }
}
