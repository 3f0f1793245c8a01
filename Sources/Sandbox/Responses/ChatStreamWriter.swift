import HTTPTypes
import Hummingbird
import JSON
import NIOCore

/// Sends a reply as server-sent events, as slowly as the faults say, and cuts it off where they do.
struct ChatStreamWriter: Sendable {
    /// Thrown to drop the connection in the middle of a reply.
    private struct Cut: Error {}

    let request: ChatCompletionRequest
    let completion: ChatCompletion
    let latency: LatencySimulator
    /// The share of the tokens after which the connection is dropped.
    let cut: Double?

    var response: Response {
        Response(
            status: .ok, headers: [.contentType: "text/event-stream; charset=utf-8", .cacheControl: "no-cache"],
            body: ResponseBody { writer in
                try await write(to: &writer)
                try await writer.finish(nil)
            })
    }

    @concurrent private func write(to writer: inout any ResponseBodyWriter) async throws {
        for pause in latency.pausesBeforeFirstToken {
            try await latency.sleep(pause)
            try await send(": keepalive\n\n", to: &writer)
        }
        try await send(chunk(delta: ["role": "assistant", "content": ""]), to: &writer)
        var steps = completion.reasoning.map { ["reasoning_content": .string($0)] as JSONObject }
        if let details = completion.reasoningDetails { steps.append(["reasoning_details": details]) }
        steps += completion.tokens.map { ["content": .string($0)] as JSONObject }
        steps += completion.toolCalls.deltas
        let end = cut.map { Int(Double(steps.count) * $0) } ?? steps.count
        for (position, step) in steps.prefix(end).enumerated() {
            if position > 0 { try await latency.waitForNextToken() }
            try await send(chunk(delta: step), to: &writer)
        }
        if cut != nil { throw Cut() }
        try await send(chunk(delta: [:], finishReason: completion.finishReason), to: &writer)
        if request.includesUsage {
            let usage: JSONValue = envelope(choices: [], usage: completion.usage)
            try await send("data: \(usage.jsonText)\n\n", to: &writer)
        }
        try await send("data: [DONE]\n\n", to: &writer)
    }

    @concurrent private func send(_ text: String, to writer: inout any ResponseBodyWriter) async throws {
        try await writer.write(ByteBuffer(string: text))
    }

    /// One event for each choice.
    private func chunk(delta: JSONObject, finishReason: ChatCompletion.FinishReason? = nil) -> String {
        (0..<completion.choices).map { index in
            let choice: JSONValue = [
                "index": JSONValue(index), "delta": .object(delta),
                "finish_reason": finishReason.map { .string($0.rawValue) } ?? .null,
            ]
            return "data: \(envelope(choices: [choice]).jsonText)\n\n"
        }.joined()
    }

    private func envelope(choices: [JSONValue], usage: JSONValue? = nil) -> JSONValue {
        var chunk: JSONObject = [
            "id": .string(completion.id), "object": "chat.completion.chunk", "created": ChatCompletion.created,
            "model": .string(completion.model), "choices": .array(choices),
        ]
        if let usage { chunk["usage"] = usage }
        return .object(chunk)
    }
}
