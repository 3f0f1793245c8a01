import CloudComputeClient
import ConversationStore
import Conversations
import JSON
import Localization
import MarkdownRendering
import Pricing
import REPL
import Settings
import Terminal
import Tools

/// One question and how its answer is wanted.
struct AskRunner: Sendable {
    /// What is printed of the answer.
    enum Format: Sendable {
        /// Its text as it comes.
        case text
        /// One object with all there is.
        case json
        /// Its first code block.
        case code
    }

    var message: ChatMessage
    var schema: ReplySchema?
    var delivery: TurnRunner.Delivery
    var format: Format
    var options: DisplayOptions
    /// The tools that the model may call.
    var tools: ToolSetup?

    /// Asks, prints the answer and stores both.
    ///
    /// - Throws: ``CommandFailure`` or what went wrong on the way; what had come is printed and stored by then.
    func ask(_ context: CommandContext, in start: Conversation, store: ConversationStore?) async throws {
        try await tools?.checkOffer()
        var request = start.request(saying: message, offersTools: tools != nil)
        if let schema { request.parameters["response_format"] = schema.responseFormat }
        let output = ReplyOutput(context.console, options, isShown: format == .text)
        let record = record(start, store, context)
        let (turn, signal) = await run(request, context, store.flatMap { store in record.map { (store, $0) } }, output)
        // What came is shown before the wait for servers that end slowly.
        do { try await show(turn, signal, context, start, output, isStored: record != nil) } catch {
            await tools?.end(context.console)
            throw error
        }
        await tools?.end(context.console)
    }

    /// Shows what came of the turn, and throws what went wrong.
    private func show(
        _ turn: FinishedTurn, _ signal: Int32?, _ context: CommandContext, _ start: Conversation, _ output: ReplyOutput,
        isStored: Bool
    ) async throws {
        if turn.outputError == nil { try await output.end() } else { await output.stopWaiting() }
        if let failure = turn.storeError {
            context.console.note(localized("The answer is not stored: \(ErrorText.text(failure))"))
        }
        let isKept = isStored && turn.storeError == nil && (turn.reply.isUsable || !turn.rounds.isEmpty)
        if let signal, turn.reply.status == .interrupted {
            if isKept { tellKept(localized("Interrupted. The partial reply is kept"), context) }
            throw Interrupted(signal: signal)
        }
        if let error = turn.outputError { throw error }
        if let refusal = turn.error as? ToolsRefused {
            throw CommandFailure(context.explain(refusal), endingLike: refusal.cause)
        }
        if let error = turn.error {
            if isKept, context.console.error.isTerminal { tellKept(localized("The partial reply is kept"), context) }
            throw error
        }
        try show(turn, context, model: start.model)
        if case .overRounds(let limit)? = turn.ending { throw TooManyToolRounds(limit: limit) }
        try check(turn.reply, context)
    }

    /// Says how to go on with what a signal left.
    func tellKept(_ words: String, _ context: CommandContext) {
        if options.showsStatus { context.console.note(localized("\(words); ask -c goes on with it.")) }
    }

    /// Runs the turn; a signal stops it and is returned.
    private func run(
        _ request: ChatRequest, _ context: CommandContext, _ record: (ConversationStore, TurnRecord)?,
        _ output: ReplyOutput
    ) async -> (FinishedTurn, signal: Int32?) {
        let runner = turnRunner(context)
        return await Self.stoppable { [tools] in
            guard let tools else {
                let recorder = record.map { ReplyRecorder($0.0, $0.1) }
                return await runner.run(request, recorder: recorder) { try await output.show($0) }
            }
            var policy = tools.policy
            let view = AskToolView(output, context.console)
            await view.beginStart(tools.servers)
            let all = await tools.access.toolbox.tools()
            await view.end()
            for pattern in tools.policy.patterns where !all.contains(where: { pattern.matches($0.callName) }) {
                context.console.note(
                    localized("The pattern \(pattern.text) of allowed tools fits none of those there are."))
            }
            let turn = await ToolTurnRunner(runner, tools.access).run(
                request, policy: &policy, record: record, view: view)
            await view.end()
            return turn
        }
    }

    /// What runs the turns of the question.
    func turnRunner(_ context: CommandContext) -> TurnRunner {
        let prices = PriceList(
            profile: context.settings.prices, server: PriceList.prices(of: context.listedModels))
        return TurnRunner(context.client, delivery: delivery) { prices }
    }

    /// Runs something that a signal cancels, and returns what it gives and the signal.
    static func stoppable<Result: Sendable>(
        _ body: @escaping @Sendable () async -> Result
    ) async -> (Result, signal: Int32?) {
        let signals = SignalWatch.signals(
            [SignalWatch.interrupt, SignalWatch.terminate, SignalWatch.quit, SignalWatch.hangUp], endsWhenStuck: true)
        let task = Task { await body() }
        let watch = Task { () -> Int32? in
            for await number in signals {
                task.cancel()
                return number
            }
            return nil
        }
        let result = await task.value
        watch.cancel()
        return (result, await watch.value)
    }

    /// Stores the question; where that fails it is said, and the question is asked all the same.
    private func record(
        _ start: Conversation, _ store: ConversationStore?, _ context: CommandContext
    ) -> TurnRecord? {
        guard let store else { return nil }
        do throws(StoreError) {
            return try store.begin(NewTurn(message, title: message.text, in: start))
        } catch {
            context.console.note(localized("The conversation is not being stored: \(ErrorText.text(error))"))
            return nil
        }
    }

    /// Prints what is not printed as it comes.
    private func show(_ turn: FinishedTurn, _ context: CommandContext, model: String) throws {
        let reply = turn.reply
        switch format {
        case .text: break
        case .json: try context.console.output.write(json: Self.json(turn).jsonBytes + [0x0A])
        case .code: try printCode(reply, context.console.output)
        }
        if options.showsStatus, context.console.error.isTerminal, format != .json {
            context.console.note(StatusLine.text(turn, model: model))
        }
    }

    private func printCode(_ reply: Reply, _ output: Output) throws {
        guard let block = CodeBlocks.all(in: reply.text).first else {
            throw CommandFailure(localized("The reply has no code block. Run without -x to see it."), .someFailed)
        }
        try output.write(output.isTerminal ? ControlCharacterFilter.filter(block.code) : block.code)
    }

    /// Tells of replies that are not what was asked for.
    func check(_ reply: Reply, _ context: CommandContext, isAlone: Bool = true) throws {
        switch reply.finishReason {
        case .length?:
            throw CommandFailure(
                localized("The reply was cut off: it reached the limit on tokens (finish reason: length)."), .someFailed
            )
        case .contentFilter?:
            throw CommandFailure(
                localized("The reply was cut off by a content filter (finish reason: content_filter)."), .someFailed)
        default: break
        }
        if isAlone, let call = reply.toolCalls.first, reply.text.isEmpty, format != .json {
            context.console.note(localized("The model answers with a call of \(call.name); --json shows it."))
        }
        try schema?.check(reply.text)
    }
}
