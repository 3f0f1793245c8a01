public import CloudComputeClient

/// What has been said, and how the next message is sent.
public struct Conversation: Sendable {
    /// The model's id.
    public var model: String
    /// The system prompt, which goes out first with each turn.
    public var system: String?
    /// Request fields, such as `temperature`.
    public var parameters: JSONObject
    /// The turns so far, user and assistant.
    public private(set) var messages: [ChatMessage] = []

    /// Creates an empty conversation.
    public init(model: String, system: String? = nil, parameters: JSONObject = [:]) {
        self.model = model
        self.system = system
        self.parameters = parameters
    }

    /// The request that says one more thing.
    func request(saying text: String) -> ChatRequest {
        var all = messages
        if let system, !system.isEmpty { all.insert(ChatMessage(role: .system, text: system), at: 0) }
        all.append(ChatMessage(role: .user, text: text))
        return ChatRequest(model: model, messages: all, parameters: parameters)
    }

    /// Notes a turn.
    ///
    /// A reply without text is noted too: two user turns in a row are refused by some servers.
    mutating func add(user text: String, assistant reply: String) {
        messages.append(ChatMessage(role: .user, text: text))
        messages.append(ChatMessage(role: .assistant, text: reply))
    }

    /// Forgets what was said; model, system prompt and parameters stay.
    mutating func forget() {
        messages = []
    }
}
