import JSON

/// The reply to a request: made from it alone, so the same request gets the same reply.
struct ChatCompletion: Sendable {
    enum FinishReason: String, Sendable {
        case stop, length
        case toolCalls = "tool_calls"
        case contentFilter = "content_filter"
    }

    let id: String
    let model: String
    /// How often the reply is given.
    let choices: Int
    /// The text in the pieces that a stream sends, as many as there are completion tokens.
    let tokens: [String]
    let reasoning: [String]
    let finishReason: FinishReason
    let toolCalls: ToolCallWriter
    /// The reasoning in blocks, where calls are signed.
    let reasoningDetails: JSONValue?
    let promptTokens: Int

    static let created: JSONValue = 1_795_392_000

    init(_ request: ChatCompletionRequest, number: Int) {
        id = "sandbox-chat-\(number)"
        model = request.model
        choices = request.choices
        let styles = request.toolScript?.styles ?? []
        toolCalls = ToolCallWriter(calls: request.toolCalls, styles: styles, number: number)
        let isSigned = styles.contains(.signed) && !toolCalls.calls.isEmpty
        reasoningDetails = isSigned ? .some(ToolHistory.details) : Optional.none
        let reasoning =
            isSigned
            ? Tokens.split(ToolHistory.reasoning)
            : model == SandboxModel.reasoning ? Tokens.split(MockReply.reasoning(request)) : []
        let tokens = Tokens.split(MockReply.text(request))
        let limit = request.maximumTokens ?? .max
        self.reasoning = Array(reasoning.prefix(limit))
        self.tokens = Array(tokens.prefix(limit - self.reasoning.count))
        finishReason =
            self.tokens.count < tokens.count ? .length : toolCalls.calls.isEmpty ? .stop : Self.reason(styles)
        promptTokens = request.messages.reduce(0) { $0 + Tokens.count(ChatCompletionRequest.text($1)) + 4 }
    }

    /// Why a reply that calls tools says that it ends.
    private static func reason(_ styles: Set<ToolScript.Style>) -> FinishReason {
        if styles.contains(.length) { return .length }
        if styles.contains(.filter) { return .contentFilter }
        return styles.contains(.stop) ? .stop : .toolCalls
    }

    /// The tokens of one choice.
    var completionTokens: Int { reasoning.count + tokens.count }

    var usage: JSONValue {
        let completion = completionTokens * choices
        return [
            "prompt_tokens": JSONValue(promptTokens), "completion_tokens": JSONValue(completion),
            "total_tokens": JSONValue(promptTokens + completion),
            "completion_tokens_details": ["reasoning_tokens": JSONValue(reasoning.count * choices)],
        ]
    }

    /// The whole reply in one body.
    var json: JSONValue {
        var message: JSONObject = ["role": "assistant", "content": .string(tokens.joined())]
        if !reasoning.isEmpty { message["reasoning_content"] = .string(reasoning.joined()) }
        if let reasoningDetails { message["reasoning_details"] = reasoningDetails }
        if !toolCalls.calls.isEmpty { message["tool_calls"] = .array(toolCalls.json) }
        let choices = (0..<choices).map { index -> JSONValue in
            [
                "index": JSONValue(index), "message": .object(message),
                "finish_reason": .string(finishReason.rawValue),
            ]
        }
        return [
            "id": .string(id), "object": "chat.completion", "created": Self.created, "model": .string(model),
            "choices": .array(choices), "usage": usage,
        ]
    }
}
