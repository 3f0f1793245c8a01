import CloudComputeClient

/// The reply that the sandbox gives to an order: made from it alone, so the same order gets the same reply.
struct SandboxReply: Sendable {
    /// The text in the pieces that a stream sends, as many as there are completion tokens.
    let tokens: [String]
    let reasoning: [String]
    let finishReason: FinishReason
    let promptTokens: Int

    init(_ order: ChatOrder) {
        let reasoning = order.model == SandboxModel.reasoning ? Tokens.split(ReplyText.reasoning(order)) : []
        let tokens = Tokens.split(ReplyText.text(order))
        let limit = order.maximumTokens ?? .max
        self.reasoning = Array(reasoning.prefix(limit))
        self.tokens = Array(tokens.prefix(limit - self.reasoning.count))
        finishReason = self.tokens.count < tokens.count ? .length : .stop
        promptTokens = order.messages.reduce(0) { $0 + Tokens.split(ChatOrder.text($1)).count + 4 }
    }

    /// The tokens of one choice.
    var completionTokens: Int { reasoning.count + tokens.count }

    func usage(choices: Int) -> JSONValue {
        let completion = completionTokens * choices
        return [
            "prompt_tokens": JSONValue(promptTokens), "completion_tokens": JSONValue(completion),
            "total_tokens": JSONValue(promptTokens + completion),
            "completion_tokens_details": ["reasoning_tokens": JSONValue(reasoning.count * choices)],
        ]
    }

    /// The whole reply in one body.
    func json(number: Int, order: ChatOrder) -> JSONValue {
        var message: JSONObject = ["role": "assistant", "content": .string(tokens.joined())]
        if !reasoning.isEmpty { message["reasoning_content"] = .string(reasoning.joined()) }
        let choices = (0..<order.choices).map { index -> JSONValue in
            [
                "index": JSONValue(index), "message": .object(message),
                "finish_reason": .string(finishReason.rawValue),
            ]
        }
        return [
            "id": .string(Self.id(number)), "object": "chat.completion", "created": 1_795_392_000,
            "model": .string(order.model), "choices": .array(choices), "usage": usage(choices: order.choices),
        ]
    }

    static func id(_ number: Int) -> String { "sandbox-chat-\(number)" }
}

/// The sandbox's idea of tokens: words of up to six characters with the space before them.
enum Tokens {
    static func split(_ text: String) -> [String] {
        var tokens: [String] = []
        var current = ""
        for character in text {
            let startsWord = character.isWhitespace && current.last?.isWhitespace == false
            if startsWord || current.count >= 6 {
                tokens.append(current)
                current = ""
            }
            current.append(character)
        }
        if !current.isEmpty { tokens.append(current) }
        return tokens
    }
}
