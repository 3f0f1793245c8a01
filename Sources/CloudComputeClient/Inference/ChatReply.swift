public import JSON

/// A finished reply, put together from a stream or read from one JSON body.
public struct ChatReply: Sendable, Hashable {
    /// One of the alternatives that the server generated.
    public struct Choice: Sendable, Hashable {
        /// The text, empty where the model only reasons or calls tools.
        public var text = ""
        /// The reasoning, empty where none was sent.
        public var reasoning = ""
        /// Why the model refuses to answer, empty where it does not.
        public var refusal = ""
        /// Structured reasoning, verbatim.
        public var reasoningDetails: [JSONValue] = []
        /// The tool calls, whole.
        ///
        /// None where `length` or a filter cut the reply, since they cannot be whole then.
        public var toolCalls: [ToolCall] = []
        /// Why the choice ended; `nil` where the server did not say.
        public var finishReason: FinishReason?

        /// Creates an empty choice.
        public init() {}
    }

    /// A call of a tool that the model asks for.
    public struct ToolCall: Sendable, Hashable {
        /// The id that the tool's result must name.
        public var id: String
        /// The function's name.
        public var name: String
        /// The arguments as the model wrote them, meant to be JSON.
        public var arguments: String
        /// Members of the call that this library does not know, such as `extra_content`; some servers want them back.
        public var extra: JSONObject

        /// Creates a tool call.
        public init(id: String, name: String, arguments: String, extra: JSONObject = [:]) {
            self.id = id
            self.name = name
            self.arguments = arguments
            self.extra = extra
        }

        /// The call as it stands on the wire.
        public var json: JSONValue {
            let known: JSONObject = [
                "id": .string(id), "type": "function",
                "function": ["name": .string(name), "arguments": .string(arguments)],
            ]
            return .object(JSONObject(known.members + extra.members))
        }

        /// The members that this library knows of a call.
        static let knownMembers: Set<String> = ["index", "id", "type", "function"]
    }

    /// The server's id of the reply.
    public var id: String?
    /// The model that answered, as the server names it.
    public var model: String?
    /// The choices by their index.
    public var choices: [Choice] = []
    /// What the reply cost, where the server says so.
    public var usage: Usage?

    /// Creates an empty reply.
    public init() {}

    /// The first choice, the only one unless `n` was asked for.
    public var first: Choice { choices.first ?? Choice() }
}
