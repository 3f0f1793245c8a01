import CloudComputeClient
import ConversationStore
import MarkdownRendering
import REPL
import Settings
import Terminal

/// One question and how its answer is wanted.
struct Question: Sendable {
    /// How fast the sandbox inside the process streams, in tokens per second: about as a small model does.
    static let sandboxPace = 60.0

    /// What is printed of the answer.
    enum Form: Sendable {
        /// Its text as it comes.
        case text
        /// One object with all there is.
        case json
        /// Its first code block.
        case code
    }

    var message: ChatMessage
    var schema: (path: String, schema: JSONSchema)?
    var streams: Bool
    var form: Form
    var looks: Looks

    /// Asks, prints the answer and stores both.
    ///
    /// - Throws: ``CommandFailure`` or what went wrong on the way; what had come is printed and stored by then.
    func ask(_ session: Session, in start: Conversation, store: ConversationStore?) async throws {
        var request = start.request(saying: message)
        if let schema { request.parameters["response_format"] = Self.responseFormat(schema.schema, schema.path) }
        let finished = request
        let answer = Answer(recorder: recorder(start, store, session))
        let result: Result<Void, any Error>
        do {
            result = .success(
                try await SignalWatch.interruptible { try await self.receive(finished, session, into: answer) })
        } catch {
            result = .failure(error)
        }
        let (reply, timings) = (answer.reply, answer.timings)
        let cost = reply.usage.flatMap { usage in
            usage.cost
                ?? session.settings.prices[start.model]?.cost(
                    promptTokens: usage.promptTokens ?? 0, completionTokens: usage.completionTokens ?? 0)
        }
        if let failure = await answer.record(result, cost: cost) {
            session.console.note("The answer is not stored: \(failure.description)")
        }
        try result.get()
        switch form {
        case .text: break
        case .json: try session.console.output.write(json: Self.json(reply, timings).jsonBytes + [0x0A])
        case .code: try printCode(reply, session)
        }
        if looks.showsStatus, session.console.error.isTerminal, form != .json {
            session.console.note(StatusLine.text(reply, model: start.model, timings: timings, cost: cost))
        }
        try check(reply, session)
    }

    /// Stores the question; where that fails it is said, and the question is asked all the same.
    private func recorder(
        _ start: Conversation, _ store: ConversationStore?, _ session: Session
    ) -> ReplyRecorder? {
        guard let store else { return nil }
        var conversation = start
        do throws(StoreError) {
            return try ReplyRecorder.begin(message, title: message.text, in: &conversation, store)
        } catch {
            session.console.note("The conversation is not being stored: \(error.description)")
            return nil
        }
    }

    /// Receives the answer, and prints its text as it comes where that is wanted.
    private func receive(_ request: ChatRequest, _ session: Session, into answer: Answer) async throws {
        let console = session.console
        var printer = ReplyPrinter(
            output: console.output, error: console.error, allowsColor: console.allowsColor,
            rendersMarkdown: looks.rendersMarkdown)
        guard streams else {
            let reply = try await session.client.complete(request)
            answer.take(whole: reply)
            if form == .text {
                if !reply.first.reasoning.isEmpty { printer.reasoning(reply.first.reasoning) }
                try printer.text(reply.first.text)
                try printer.end()
            }
            return
        }
        do {
            for try await event in try await session.client.stream(request) {
                answer.take(event)
                guard form == .text else { continue }
                switch event {
                case .text(let text, choice: 0): try printer.text(text)
                case .reasoning(let text, choice: 0): printer.reasoning(text)
                default: break
                }
            }
        } catch {
            if !(error is OutputError) { try printer.end() }
            throw error
        }
        try printer.end()
    }

    private func printCode(_ reply: ChatReply, _ session: Session) throws {
        guard let block = CodeBlocks.all(in: reply.first.text).first else {
            throw CommandFailure("The reply holds no code block; without -x it is printed whole.", .someFailed)
        }
        let output = session.console.output
        try output.write(output.isTerminal ? ControlCharacterFilter.filter(block.code) : block.code)
    }

    /// Tells of replies that are not what was asked for.
    private func check(_ reply: ChatReply, _ session: Session) throws {
        switch reply.first.finishReason {
        case .length?:
            throw CommandFailure(
                "The reply was cut off: it reached the limit on tokens (finish reason: length).", .someFailed)
        case .contentFilter?:
            throw CommandFailure(
                "The reply was cut off by a content filter (finish reason: content_filter).", .someFailed)
        default: break
        }
        if !reply.first.toolCalls.isEmpty, reply.first.text.isEmpty, form != .json {
            session.console.note("The model answers with a call of \(reply.first.toolCalls[0].name); --json shows it.")
        }
        guard let schema else { return }
        let value: JSONValue
        do { value = try JSONValue(parsing: reply.first.text) } catch {
            throw CommandFailure("The reply is not JSON, though a schema was given: \(error).", .protocolError)
        }
        if let mismatch = schema.schema.mismatch(value) {
            throw CommandFailure("The reply does not fit the schema \(schema.path): \(mismatch).", .protocolError)
        }
    }

    /// The `response_format` for a schema, named by its title or its file.
    private static func responseFormat(_ schema: JSONSchema, _ path: String) -> JSONValue {
        let stem = path.split(separator: "/").last?.split(separator: ".").first.map(String.init) ?? "reply"
        let title = schema.json["title"]?.string ?? stem
        let name = title.unicodeScalars.prefix(64).map(Self.nameScalar)
        return [
            "type": "json_schema",
            "json_schema": [
                "name": .string(String(String.UnicodeScalarView(name))), "strict": true, "schema": schema.json,
            ],
        ]
    }

    /// What servers take in the name of a schema.
    private static func nameScalar(_ scalar: Unicode.Scalar) -> Unicode.Scalar {
        switch scalar {
        case "a"..."z", "A"..."Z", "0"..."9", "-": scalar
        default: "_"
        }
    }

    private static func json(_ reply: ChatReply, _ timings: ChatTimings) -> JSONValue {
        let choice = reply.first
        func text(_ text: String?) -> JSONValue { text.map { .string($0) } ?? .null }
        return [
            "text": .string(choice.text), "reasoning": .string(choice.reasoning),
            "finish_reason": text(choice.finishReason?.rawValue), "tool_calls": .array(choice.toolCalls.map(\.json)),
            "usage": reply.usage?.json ?? .null, "model": text(reply.model), "id": text(reply.id),
            "timings": timings.json,
        ]
    }
}
