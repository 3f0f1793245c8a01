public import JSON

/// One message of a conversation, as `/chat/completions` takes it.
public struct ChatMessage: Sendable, Hashable {
    /// Who speaks.
    ///
    /// An open set: servers know more roles than these.
    public struct Role: Sendable, Hashable, RawRepresentable, CustomStringConvertible {
        /// The role's name on the wire.
        public var rawValue: String
        /// Creates a role by its name on the wire.
        public init(rawValue: String) { self.rawValue = rawValue }
        /// Instructions to the model; `docs/api-facts.md`: only as the first message.
        public static let system = Role(rawValue: "system")
        /// The person.
        public static let user = Role(rawValue: "user")
        /// The model.
        public static let assistant = Role(rawValue: "assistant")
        /// The result of a tool call.
        public static let tool = Role(rawValue: "tool")
        /// The role's name on the wire.
        public var description: String { rawValue }
    }

    /// A piece of a message that is more than text.
    public enum Part: Sendable, Hashable {
        /// Plain text.
        case text(String)
        /// An image by URL; the API takes `data:` URLs of PNG, JPEG, GIF and WebP only.
        case imageURL(String)
        /// A document that the text is about; it goes out as text before all else.
        case document(ChatDocument)
    }

    /// Who speaks.
    public var role: Role
    /// What is said.
    ///
    /// One text part alone goes out as a plain string.
    public var parts: [Part]
    /// The tools that the assistant called; a ``Role/tool`` message for each must follow.
    public var toolCalls: [ChatReply.ToolCall] = []
    /// The id of the call whose result this is.
    public var toolCallID: String?
    /// The assistant's reasoning, for servers that want it back with its tool calls.
    public var reasoning = ""
    /// The assistant's structured reasoning, verbatim.
    public var reasoningDetails: [JSONValue] = []

    /// Creates a message from parts.
    public init(role: Role, parts: [Part]) {
        self.role = role
        self.parts = parts
    }

    /// Creates the message by which the assistant called tools, as the server wants it back.
    public init(calling calls: [ChatReply.ToolCall], text: String, reasoning: String, reasoningDetails: [JSONValue]) {
        self.init(role: .assistant, text: text)
        toolCalls = calls
        self.reasoning = reasoning
        self.reasoningDetails = reasoningDetails
    }

    /// Creates the result of a tool call.
    public init(resultOf call: String, text: String) {
        self.init(role: .tool, text: text)
        toolCallID = call
    }

    /// Creates a message of text.
    public init(role: Role, text: String) {
        self.init(role: role, parts: [.text(text)])
    }

    /// The message's text, its parts joined; images and documents leave no trace.
    public var text: String {
        parts.compactMap { if case .text(let text) = $0 { text } else { nil } }.joined()
    }

    /// The documents that the message is about.
    public var documents: [ChatDocument] {
        parts.compactMap { if case .document(let document) = $0 { document } else { nil } }
    }

    /// The message with its text parts in one, so that a message without images goes out as a plain string.
    public var joiningText: ChatMessage {
        let images = parts.filter { if case .imageURL = $0 { true } else { false } }
        let documents = documents.map { Part.document($0) }
        return ChatMessage(role: role, parts: documents + (text.isEmpty ? [] : [.text(text)]) + images)
    }

    /// The parts as they go out: documents become text before all else.
    private var wireParts: [Part] {
        let documents = documents
        guard !documents.isEmpty else { return parts }
        var rest = parts.filter { if case .document = $0 { false } else { true } }
        let texts = documents.map(\.taggedText)
        if case .text(let text) = rest.first {
            rest[0] = .text((texts + [text]).joined(separator: "\n\n"))
        } else {
            rest.insert(.text(texts.joined(separator: "\n\n")), at: 0)
        }
        return rest
    }

    /// The message as it goes on the wire.
    public var json: JSONValue {
        let parts = wireParts
        var message: JSONObject = ["role": .string(role.rawValue)]
        if case .text(let text) = parts.first, parts.count == 1 {
            message["content"] = .string(text)
        } else {
            message["content"] = .array(parts.map(\.json))
        }
        if let toolCallID { message["tool_call_id"] = .string(toolCallID) }
        if !reasoning.isEmpty { message["reasoning_content"] = .string(reasoning) }
        if !reasoningDetails.isEmpty { message["reasoning_details"] = .array(reasoningDetails) }
        if !toolCalls.isEmpty { message["tool_calls"] = .array(toolCalls.map(\.json)) }
        return .object(message)
    }
}

extension ChatMessage.Part {
    fileprivate var json: JSONValue {
        switch self {
        case .text(let text): ["type": "text", "text": .string(text)]
        case .document(let document): ["type": "text", "text": .string(document.taggedText)]
        case .imageURL(let url): ["type": "image_url", "image_url": ["url": .string(url)]]
        }
    }
}
