public import JSON

/// A request to `/chat/completions`.
public struct ChatRequest: Sendable, Hashable {
    /// The model's id, as `/models` lists it.
    public var model: String
    /// The conversation so far, oldest message first.
    public var messages: [ChatMessage]
    /// Any other fields of the request, such as `temperature` or `max_tokens`, sent as they stand.
    public var parameters: JSONObject

    /// Creates a request.
    public init(model: String, messages: [ChatMessage], parameters: JSONObject = [:]) {
        self.model = model
        self.messages = messages
        self.parameters = parameters
    }

    /// The request's body.
    ///
    /// - Parameter stream: Whether the reply is to come as a stream; if so, usage is asked for too.
    public func json(stream: Bool) -> JSONValue {
        var body: JSONObject = ["model": .string(model), "messages": .array(messages.map(\.json))]
        for member in parameters.members { body[member.name] = member.value }
        body["stream"] = .bool(stream)
        if stream, body["stream_options"] == nil { body["stream_options"] = ["include_usage": true] }
        return .object(body)
    }
}
