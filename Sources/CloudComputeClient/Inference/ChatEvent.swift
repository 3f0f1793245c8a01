public import JSON

/// One step of a streamed reply, in the order it came.
public enum ChatEvent: Sendable, Hashable {
    /// The reply's id and the model that answers, as soon as the server names them.
    case start(id: String?, model: String?)
    /// More text of a choice.
    case text(String, choice: Int)
    /// More reasoning of a choice (`reasoning_content` or `reasoning`).
    case reasoning(String, choice: Int)
    /// More of the model's refusal to answer.
    case refusal(String, choice: Int)
    /// Structured reasoning, kept verbatim because it must be replayed so.
    case reasoningDetails([JSONValue], choice: Int)
    /// A fragment of a tool call.
    case toolCall(ToolCallFragment, choice: Int)
    /// Why a choice ended.
    case finish(FinishReason, choice: Int)
    /// What the reply cost, usually last.
    case usage(Usage)
}

/// A piece of a tool call; the pieces of one call are joined by ``ChatAccumulator``.
public struct ToolCallFragment: Sendable, Hashable {
    /// The call's place among the calls of its message; some servers send 0 for all.
    public var index: Int?
    /// The call's id, sent once or with every fragment.
    public var id: String?
    /// The function's name, or a piece of it.
    public var name: String?
    /// The next piece of the arguments' JSON text.
    public var arguments: String?
    /// Members of the call that this library does not know, such as `extra_content`.
    public var extra: JSONObject

    /// Creates a fragment.
    public init(
        index: Int? = nil, id: String? = nil, name: String? = nil, arguments: String? = nil, extra: JSONObject = [:]
    ) {
        self.index = index
        self.id = id
        self.name = name
        self.arguments = arguments
        self.extra = extra
    }
}

/// Why a choice ended.
///
/// An open set: servers send names of their own.
public struct FinishReason: Sendable, Hashable, RawRepresentable, CustomStringConvertible {
    /// The reason's name on the wire.
    public var rawValue: String
    /// Creates a reason by its name on the wire.
    public init(rawValue: String) { self.rawValue = rawValue }
    /// The model came to its end, or to a stop sequence.
    public static let stop = FinishReason(rawValue: "stop")
    /// The limit on completion tokens, or the context length, cut the reply.
    public static let length = FinishReason(rawValue: "length")
    /// The model asks for tools to be called.
    public static let toolCalls = FinishReason(rawValue: "tool_calls")
    /// A filter cut the reply.
    public static let contentFilter = FinishReason(rawValue: "content_filter")
    /// The reason's name on the wire.
    public var description: String { rawValue }
}

/// What a request cost, in tokens.
///
/// Fact: the names are OpenAI's and OpenRouter's; CloudCompute's own are not documented.
public struct Usage: Sendable, Hashable {
    /// Tokens of the prompt.
    public var promptTokens: Int?
    /// Tokens of the prompt that the server had in its cache, which many servers charge less for.
    public var cachedPromptTokens: Int?
    /// Tokens of the completion, reasoning among them.
    public var completionTokens: Int?
    /// Both together.
    public var totalTokens: Int?
    /// What the server says it charged, in a currency that it does not name.
    public var cost: Double?
    /// The server's own object, unknown fields too.
    public var json: JSONValue

    /// Reads usage from the server's object; `nil` where there is none.
    ///
    /// Counts from 0 to 10¹² are taken, and a cost that is finite and not below zero; what else a server sends stays in
    /// ``json`` only.
    public init?(_ json: JSONValue?) {
        guard let json, json.object != nil else { return nil }
        promptTokens = ServerNumber.count(json["prompt_tokens"])
        cachedPromptTokens = ServerNumber.count(json["prompt_tokens_details"]?["cached_tokens"])
        completionTokens = ServerNumber.count(json["completion_tokens"])
        totalTokens = ServerNumber.count(json["total_tokens"])
        cost = ServerNumber.amount(json["cost"]?.double)
        self.json = json
    }
}
