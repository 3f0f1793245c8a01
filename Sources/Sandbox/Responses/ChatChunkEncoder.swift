import JSON
import NIOCore

/// Writes the events of one reply as server-sent events; what they have in common is made once.
struct ChatChunkEncoder: Sendable {
    private let completion: ChatCompletion
    /// What stands before and behind the list of choices.
    private let head: [UInt8]
    private static let tail = Array("}\n\n".utf8)

    init(_ completion: ChatCompletion) {
        self.completion = completion
        let envelope: JSONValue = [
            "id": .string(completion.id), "object": "chat.completion.chunk", "created": ChatCompletion.created,
            "model": .string(completion.model),
        ]
        head = Array("data: ".utf8) + envelope.jsonBytes.dropLast() + Array(#","choices":["#.utf8)
    }

    func write(_ event: ChatStreamSteps.Event, to buffer: inout ByteBuffer) {
        switch event {
        case .keepalive: buffer.writeStaticString(": keepalive\n\n")
        case .role: write(["role": "assistant", "content": ""], to: &buffer)
        case .reasoning(let text): write("reasoning_content", text, to: &buffer)
        case .reasoningDetails(let details): write(["reasoning_details": details], to: &buffer)
        case .text(let text): write("content", text, to: &buffer)
        case .toolCall(let delta): write(delta, to: &buffer)
        case .finish: write([:], reason: completion.finishReason, to: &buffer)
        case .usage:
            buffer.writeBytes(head)
            buffer.writeString(#"],"usage":"#)
            buffer.writeBytes(completion.usage.jsonBytes)
            buffer.writeBytes(Self.tail)
        case .done: buffer.writeStaticString("data: [DONE]\n\n")
        }
    }

    private func write(_ name: StaticString, _ text: String, to buffer: inout ByteBuffer) {
        var value: [UInt8] = []
        JSONValue.write(text, to: &value)
        writeChunks(to: &buffer) { buffer in
            buffer.writeStaticString("{\"")
            buffer.writeStaticString(name)
            buffer.writeStaticString("\":")
            buffer.writeBytes(value)
            buffer.writeStaticString("},\"finish_reason\":null}]")
        }
    }

    private func write(
        _ delta: JSONObject, reason: ChatCompletion.FinishReason? = nil, to buffer: inout ByteBuffer
    ) {
        let delta = JSONValue.object(delta).jsonBytes
        let reason = (reason.map { .string($0.rawValue) } ?? JSONValue.null).jsonBytes
        writeChunks(to: &buffer) { buffer in
            buffer.writeBytes(delta)
            buffer.writeStaticString(",\"finish_reason\":")
            buffer.writeBytes(reason)
            buffer.writeStaticString("}]")
        }
    }

    /// One event for each choice.
    private func writeChunks(to buffer: inout ByteBuffer, _ delta: (inout ByteBuffer) -> Void) {
        for index in 0..<completion.choices {
            buffer.writeBytes(head)
            buffer.writeStaticString("{\"index\":")
            buffer.writeString(String(index))
            buffer.writeStaticString(",\"delta\":")
            delta(&buffer)
            buffer.writeBytes(Self.tail)
        }
    }
}
