import CloudComputeClient
import ConversationStore
import Conversations
import FakeChatBackend
import JSON
import Pricing
import Synchronization
import Terminal
import Testing

@Suite(.timeLimit(.minutes(1))) struct TurnRunnerTests {
    /// Keeps the events that were shown, and the time, which goes on by a second with each look at it.
    private final class Screen: Sendable {
        private let state = Mutex((events: [ChatEvent](), looks: 0))
        private let start = ContinuousClock.now

        var events: [ChatEvent] { state.withLock { $0.events } }
        func show(_ event: ChatEvent) { state.withLock { $0.events.append(event) } }
        func now() -> ContinuousClock.Instant {
            state.withLock { state in
                state.looks += 1
                return start + .seconds(state.looks)
            }
        }
    }

    private let screen = Screen()
    private let request = ChatRequest(model: "m", messages: [ChatMessage(role: .user, text: "hi")])

    private func run(
        _ reply: FakeChatBackend.Reply, delivery: TurnRunner.Delivery = .streamed, prices: PriceList = PriceList()
    ) async -> FinishedTurn {
        let runner = TurnRunner(
            FakeChatBackend([reply]), delivery: delivery, prices: { prices }, now: { [screen] in screen.now() })
        return await runner.run(request) { [screen] in screen.show($0) }
    }

    private func prices(_ prompt: Double, _ completion: Double) throws -> [String: TokenPrice] {
        ["m": try #require(TokenPrice(prompt: prompt, completion: completion))]
    }

    @Test func aReplyIsPutTogetherAndShownAsItComes() async {
        let turn = await run(.steps(FakeChatBackend.steps(text: "one two")))
        #expect(turn.reply.text == "one two" && turn.reply.status == .complete)
        #expect(turn.reply.id == "chatcmpl-1" && turn.reply.model == "m-1" && turn.reply.finishReason == .stop)
        #expect(turn.error == nil && turn.outputError == nil && turn.storeError == nil)
        #expect(screen.events.count == 5)
    }

    @Test func reasoningDetailsAndToolCallsAreKept() async {
        let call = ToolCallFragment(index: 0, id: "c", name: "f", arguments: "{}")
        let turn = await run(
            .steps([
                .event(.reasoning("hm", choice: 0)), .event(.reasoningDetails(["d"], choice: 0)),
                .event(.toolCall(call, choice: 0)), .event(.finish(.toolCalls, choice: 0)),
            ]))
        #expect(turn.reply.reasoning == "hm" && turn.reply.reasoningDetails == ["d"])
        #expect(turn.reply.toolCalls == [ChatReply.ToolCall(id: "c", name: "f", arguments: "{}")])
        #expect(turn.reply.status == .complete)
    }

    @Test func aRefusalIsKept() async {
        let turn = await run(.steps([.event(.refusal("No.", choice: 0)), .event(.finish(.stop, choice: 0))]))
        #expect(turn.reply.refusal == "No.")
    }

    @Test(arguments: [
        (FinishReason.length, StoredReply.Status.length), (.contentFilter, .filtered), (.stop, .complete),
        (FinishReason(rawValue: "odd"), .complete),
    ])
    func theFinishReasonTellsTheStatus(reason: FinishReason, status: StoredReply.Status) async {
        let turn = await run(.steps([.event(.text("x", choice: 0)), .event(.finish(reason, choice: 0))]))
        #expect(turn.reply.status == status)
    }

    @Test func onlyTheFirstChoiceCounts() async {
        let turn = await run(.steps([.event(.text("a", choice: 0)), .event(.text("b", choice: 1))]))
        #expect(turn.reply.text == "a")
    }

    @Test func aRefusedRequestGivesAReplyThatFailed() async {
        let turn = await run(.refused(.init("no such model")))
        #expect(turn.reply.status == .failed && turn.reply.error == "no such model")
        #expect(turn.error as? FakeChatBackend.Failure == .init("no such model"))
    }

    @Test func anErrorInTheMiddleKeepsWhatHadCome() async {
        let turn = await run(.steps([.event(.text("half", choice: 0)), .fail(FakeChatBackend.Failure())]))
        #expect(turn.reply.text == "half" && turn.reply.status == .cutOff)
        #expect(turn.reply.error == "The connection broke." && turn.error != nil)
    }

    @Test func reasoningAloneIsMoreThanNothingOfAReplyThatBreaksOff() async {
        let turn = await run(.steps([.event(.reasoning("hm", choice: 0)), .fail(FakeChatBackend.Failure())]))
        #expect(turn.reply.status == .cutOff && !turn.reply.isUsable)
    }

    @Test func theTimesAreThoseOfTheFirstTokenAndTheEnd() async {
        let turn = await run(.steps(FakeChatBackend.steps(text: "one")))
        // The clock is looked at for the start, for each of four events and at the end.
        #expect(turn.reply.timings?.timeToFirstToken == .seconds(2))
        #expect(turn.reply.timings?.total == .seconds(5))
    }

    @Test func theFirstTokenMayBeOneOfTheReasoning() async {
        let turn = await run(.steps([.event(.reasoning("hm", choice: 0)), .event(.text("x", choice: 0))]))
        #expect(turn.reply.timings?.timeToFirstToken == .seconds(1))
    }

    @Test func aReplyInOnePieceIsShownWhole() async {
        let whole = ChatReply([
            "id": "r", "model": "m-1",
            "choices": [["message": ["content": "text", "reasoning": "hm"], "finish_reason": "stop"]],
        ])
        let turn = await run(.whole(whole), delivery: .inOnePiece)
        #expect(screen.events == [.reasoning("hm", choice: 0), .text("text", choice: 0)])
        #expect(turn.reply.text == "text" && turn.reply.id == "r" && turn.reply.status == .complete)
        #expect(turn.reply.timings == ChatTimings(timeToFirstToken: nil, total: .seconds(1)))
    }

    @Test func aRefusedReplyInOnePieceFails() async {
        let turn = await run(.refused(.init("no")), delivery: .inOnePiece)
        #expect(turn.reply.status == .failed && screen.events.isEmpty)
    }

    @Test func theCostIsThatWhichTheServerCharged() async throws {
        let usage = try #require(Usage(["prompt_tokens": 10, "completion_tokens": 2, "cost": 7]))
        let turn = await run(.steps([.event(.usage(usage))]), prices: PriceList(profile: try prices(1, 1)))
        #expect(turn.reply.cost == 7)
    }

    @Test func theCostIsElseByTheProfilesPriceElseByTheServersList() async throws {
        let steps = FakeChatBackend.Reply.steps(FakeChatBackend.steps(text: "x"))
        let (profile, server) = (try prices(1, 2), try prices(3, 4))
        #expect(await run(steps, prices: PriceList(profile: profile, server: server)).reply.cost == 14)
        #expect(await run(steps, prices: PriceList(server: server)).reply.cost == 38)
        #expect(await run(steps).reply.cost == nil)
    }

    @Test func cachedTokensCostTheirOwnPrice() async throws {
        let usage = try #require(
            Usage([
                "prompt_tokens": 10, "completion_tokens": 0, "prompt_tokens_details": ["cached_tokens": 8],
            ]))
        let price = try #require(TokenPrice(prompt: 10, completion: 1, cachedPrompt: 1))
        let turn = await run(.steps([.event(.usage(usage))]), prices: PriceList(profile: ["m": price]))
        #expect(turn.reply.cost == 28)
    }

    @Test func cancellingStopsTheReplyAndKeepsWhatHadCome() async {
        let (waiting, continuation) = AsyncStream.makeStream(of: Void.self)
        let backend = FakeChatBackend([
            .steps([.event(.text("half", choice: 0)), .hang { continuation.yield() }])
        ])
        let task = Task { [request] in
            await TurnRunner(backend, prices: { PriceList() }).run(request) { _ in }
        }
        for await _ in waiting { break }
        task.cancel()
        let turn = await task.value
        #expect(turn.reply.text == "half" && turn.reply.status == .interrupted && turn.outputError == nil)
    }

    @Test func aReplyThatWasWholeWhenItWasCancelledIsComplete() async {
        let (waiting, continuation) = AsyncStream.makeStream(of: Void.self)
        let steps = FakeChatBackend.steps(text: "all") + [.hang { continuation.yield() }]
        let task = Task { [request] in
            await TurnRunner(FakeChatBackend([.steps(steps)]), prices: { PriceList() }).run(request) { _ in }
        }
        for await _ in waiting { break }
        task.cancel()
        #expect(await task.value.reply.status == .complete)
    }

    @Test func anOutputThatIsGoneEndsTheTurn() async {
        let backend = FakeChatBackend([.steps(FakeChatBackend.steps(text: "one two three"))])
        let turn = await TurnRunner(backend, prices: { PriceList() }).run(request) { event in
            if case .text(" two", _) = event { throw OutputError.brokenPipe }
        }
        #expect(turn.outputError == .brokenPipe && turn.error == nil)
        #expect(turn.reply.text == "one two" && turn.reply.status == .interrupted)
    }

    @Test func thePricesAreThoseAtTheEndOfTheReply() async throws {
        let late = PriceList(server: try prices(1, 0))
        let known = KnownPrices()
        let backend = FakeChatBackend([.steps(FakeChatBackend.steps(text: "x"))])
        let turn = await TurnRunner(backend, prices: { known.list }).run(request) { _ in known.list = late }
        #expect(turn.reply.cost == 10)
    }

    /// Prices that become known while a reply comes.
    private final class KnownPrices: Sendable {
        private let prices = Mutex(PriceList())
        var list: PriceList {
            get { prices.withLock { $0 } }
            set { prices.withLock { $0 = newValue } }
        }
    }
}
