import CloudComputeClient
import HTTPTypes
import Hummingbird
import NIOCore

/// Sends a reply as server-sent events, at the pace asked for, and cuts it off where the faults say so.
struct ChatStreamWriter: Sendable {
    /// Thrown to drop the connection in the middle of a reply.
    private struct Cut: Error {}

    let order: ChatOrder
    let reply: SandboxReply
    let number: Int
    let pace: Pace
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
        for pause in pace.pausesBeforeFirstToken {
            try await pace.sleep(pause)
            try await send(": keepalive\n\n", to: &writer)
        }
        try await send(chunk(delta: ["role": "assistant", "content": ""]), to: &writer)
        let steps = reply.reasoning.map { ("reasoning_content", $0) } + reply.tokens.map { ("content", $0) }
        let end = cut.map { Int(Double(steps.count) * $0) } ?? steps.count
        for (position, step) in steps.prefix(end).enumerated() {
            if position > 0 { try await pace.nextToken() }
            try await send(chunk(delta: [step.0: .string(step.1)]), to: &writer)
        }
        if cut != nil { throw Cut() }
        try await send(chunk(delta: [:], finishReason: reply.finishReason), to: &writer)
        if order.includesUsage {
            let usage: JSONValue = envelope(choices: [], usage: reply.usage(choices: order.choices))
            try await send("data: \(usage.jsonText)\n\n", to: &writer)
        }
        try await send("data: [DONE]\n\n", to: &writer)
    }

    @concurrent private func send(_ text: String, to writer: inout any ResponseBodyWriter) async throws {
        try await writer.write(ByteBuffer(string: text))
    }

    /// One event for each choice.
    private func chunk(delta: JSONObject, finishReason: FinishReason? = nil) -> String {
        (0..<order.choices).map { index in
            let choice: JSONValue = [
                "index": JSONValue(index), "delta": .object(delta),
                "finish_reason": finishReason.map { .string($0.rawValue) } ?? .null,
            ]
            return "data: \(envelope(choices: [choice]).jsonText)\n\n"
        }.joined()
    }

    private func envelope(choices: [JSONValue], usage: JSONValue? = nil) -> JSONValue {
        var chunk: JSONObject = [
            "id": .string(SandboxReply.id(number)), "object": "chat.completion.chunk", "created": 1_795_392_000,
            "model": .string(order.model), "choices": .array(choices),
        ]
        if let usage { chunk["usage"] = usage }
        return .object(chunk)
    }
}
