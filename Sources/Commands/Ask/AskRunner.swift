import CloudComputeClient
import ConversationStore
import Conversations
import JSON
import MarkdownRendering
import Pricing
import REPL
import Settings
import Terminal

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

    /// Asks, prints the answer and stores both.
    ///
    /// - Throws: ``CommandFailure`` or what went wrong on the way; what had come is printed and stored by then.
    func ask(_ context: CommandContext, in start: Conversation, store: ConversationStore?) async throws {
        var request = start.request(saying: message)
        if let schema { request.parameters["response_format"] = schema.responseFormat }
        let output = ReplyOutput(context.console, options, isShown: format == .text)
        let (turn, signal) = await run(request, context, recorder(start, store, context), output)
        if turn.outputError == nil { try await output.end() }
        if let failure = turn.storeError {
            context.console.note("The answer is not stored: \(ErrorText.text(failure))")
        }
        if let signal, turn.reply.status == .interrupted { throw Interrupted(signal: signal) }
        if let error = turn.outputError { throw error }
        if let error = turn.error { throw error }
        try show(turn.reply, context, model: start.model)
        try check(turn.reply, context)
    }

    /// Runs the turn; a signal stops it and is returned.
    private func run(
        _ request: ChatRequest, _ context: CommandContext, _ recorder: ReplyRecorder?, _ output: ReplyOutput
    ) async -> (FinishedTurn, signal: Int32?) {
        let prices = PriceList(profile: context.settings.prices)
        let runner = TurnRunner(context.client, delivery: delivery) { prices }
        let signals = SignalWatch.signals(
            [SignalWatch.interrupt, SignalWatch.terminate, SignalWatch.quit, SignalWatch.hangUp], endsWhenStuck: true)
        let task = Task { await runner.run(request, recorder: recorder) { try await output.show($0) } }
        let watch = Task { () -> Int32? in
            for await number in signals {
                task.cancel()
                return number
            }
            return nil
        }
        let turn = await task.value
        watch.cancel()
        return (turn, await watch.value)
    }

    /// Stores the question; where that fails it is said, and the question is asked all the same.
    private func recorder(_ start: Conversation, _ store: ConversationStore?, _ context: CommandContext)
        -> ReplyRecorder?
    {
        guard let store else { return nil }
        do throws(StoreError) {
            return ReplyRecorder(store, try store.begin(NewTurn(message, title: message.text, in: start)))
        } catch {
            context.console.note("The conversation is not being stored: \(ErrorText.text(error))")
            return nil
        }
    }

    /// Prints what is not printed as it comes.
    private func show(_ reply: Reply, _ context: CommandContext, model: String) throws {
        switch format {
        case .text: break
        case .json: try context.console.output.write(json: Self.json(reply).jsonBytes + [0x0A])
        case .code: try printCode(reply, context.console.output)
        }
        if options.showsStatus, context.console.error.isTerminal, format != .json {
            context.console.note(StatusLine.text(reply, model: model))
        }
    }

    private func printCode(_ reply: Reply, _ output: Output) throws {
        guard let block = CodeBlocks.all(in: reply.text).first else {
            throw CommandFailure("The reply holds no code block; without -x it is printed whole.", .someFailed)
        }
        try output.write(output.isTerminal ? ControlCharacterFilter.filter(block.code) : block.code)
    }

    /// Tells of replies that are not what was asked for.
    private func check(_ reply: Reply, _ context: CommandContext) throws {
        switch reply.finishReason {
        case .length?:
            throw CommandFailure(
                "The reply was cut off: it reached the limit on tokens (finish reason: length).", .someFailed)
        case .contentFilter?:
            throw CommandFailure(
                "The reply was cut off by a content filter (finish reason: content_filter).", .someFailed)
        default: break
        }
        if let call = reply.toolCalls.first, reply.text.isEmpty, format != .json {
            context.console.note("The model answers with a call of \(call.name); --json shows it.")
        }
        try schema?.check(reply.text)
    }

    private static func json(_ reply: Reply) -> JSONValue {
        func text(_ text: String?) -> JSONValue { text.map { .string($0) } ?? .null }
        return [
            "text": .string(reply.text), "reasoning": .string(reply.reasoning),
            "finish_reason": text(reply.finishReason?.rawValue), "tool_calls": .array(reply.toolCalls.map(\.json)),
            "usage": reply.usage?.json ?? .null, "model": text(reply.model), "id": text(reply.id),
            "timings": reply.timings?.json ?? .null,
        ]
    }
}
