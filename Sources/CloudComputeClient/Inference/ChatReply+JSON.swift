public import JSON

extension ChatReply {
    /// The reply as the `chat.completion` object that the server would have sent in one piece.
    public var json: JSONValue {
        var object: JSONObject = [
            "id": id.map { .string($0) } ?? .null, "object": "chat.completion",
            "model": model.map { .string($0) } ?? .null,
            "choices": .array(choices.enumerated().map { index, choice in choice.json(index: index) }),
        ]
        if let usage { object["usage"] = usage.json }
        return .object(object)
    }
}

extension ChatReply.Choice {
    fileprivate func json(index: Int) -> JSONValue {
        var message: JSONObject = ["role": "assistant", "content": .string(text)]
        if !reasoning.isEmpty { message["reasoning_content"] = .string(reasoning) }
        if !reasoningDetails.isEmpty { message["reasoning_details"] = .array(reasoningDetails) }
        if !refusal.isEmpty { message["refusal"] = .string(refusal) }
        if !toolCalls.isEmpty { message["tool_calls"] = .array(toolCalls.map(\.json)) }
        return [
            "index": JSONValue(index), "message": .object(message),
            "finish_reason": finishReason.map { .string($0.rawValue) } ?? .null,
        ]
    }
}
