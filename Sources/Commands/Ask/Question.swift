import CloudComputeClient
import Settings
import TerminalUI

/// One question and how its answer is wanted.
struct Question: Sendable {
    /// How fast the sandbox inside the process streams, in tokens per second: about as a small model does.
    static let sandboxPace = 60.0

    var message: ChatMessage
    var setup: PromptSetup
    var schema: (path: String, schema: JSONSchema)?
    var streams: Bool
    var printsJSON: Bool

    /// Asks, and prints the answer.
    ///
    /// - Throws: ``CommandFailure`` or what went wrong on the way; what had come is printed by then.
    func ask(_ session: Session) async throws {
        let model = try await session.model(orElse: setup.template?.model)
        var messages: [ChatMessage] = []
        if let system = setup.system, !system.isEmpty { messages.append(ChatMessage(role: .system, text: system)) }
        messages.append(message)
        var request = ChatRequest(model: model, messages: messages, parameters: setup.parameters)
        if let schema { request.parameters["response_format"] = Self.responseFormat(schema.schema, schema.path) }
        let finished = request
        let (reply, timings) = try await SignalWatch.interruptible { try await answer(finished, session) }
        if printsJSON { try session.console.output.write(Self.json(reply, timings).jsonText + "\n") }
        try check(reply, session)
    }

    private func answer(_ request: ChatRequest, _ session: Session) async throws -> (ChatReply, ChatTimings) {
        let console = session.console
        var printer = ReplyPrinter(output: console.output, error: console.error, allowsColor: console.allowsColor)
        let clock = ContinuousClock()
        let start = clock.now
        guard streams else {
            let reply = try await session.client.complete(request)
            let timings = ChatTimings(timeToFirstToken: nil, total: clock.now - start)
            if !printsJSON {
                if !reply.first.reasoning.isEmpty { printer.reasoning(reply.first.reasoning) }
                try printer.text(reply.first.text)
                try printer.end()
            }
            return (reply, timings)
        }
        var accumulator = ChatAccumulator()
        var firstToken: Duration?
        do {
            for try await event in try await session.client.stream(request) {
                accumulator.add(event)
                switch event {
                case .text(let text, choice: 0):
                    firstToken = firstToken ?? clock.now - start
                    if !printsJSON { try printer.text(text) }
                case .reasoning(let text, choice: 0):
                    firstToken = firstToken ?? clock.now - start
                    if !printsJSON { printer.reasoning(text) }
                default: break
                }
            }
        } catch {
            if !(error is OutputError) { try printer.end() }
            throw error
        }
        try printer.end()
        return (accumulator.reply, ChatTimings(timeToFirstToken: firstToken, total: clock.now - start))
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
        if !reply.first.toolCalls.isEmpty, reply.first.text.isEmpty, !printsJSON {
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
        let name = title.map { $0.isASCII && ($0.isLetter || $0.isNumber || $0 == "-") ? $0 : "_" }.prefix(64)
        return [
            "type": "json_schema",
            "json_schema": ["name": .string(String(name)), "strict": true, "schema": schema.json],
        ]
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
