package import CloudComputeClient
package import JSON

/// What has been said, and how the next message is sent.
package struct Conversation: Sendable {
    /// The model's id.
    package var model: String
    /// The system prompt, which goes out first with each request.
    package var system: String?
    /// Request fields, such as `temperature`.
    package var parameters: JSONObject
    /// The name that the user gave, or the beginning of the first message.
    package var title: String?
    /// The conversation's id in the store; `nil` while nothing of it is stored.
    package var storedID: Int64?
    /// Each message with its reply, in order.
    package var turns: [Turn] = []
    /// Summaries of the oldest turns; the last one counts, those before it come back when it is undone.
    package var summaries: [Summary] = []

    /// Creates an empty conversation.
    package init(model: String, system: String? = nil, parameters: JSONObject = [:]) {
        self.model = model
        self.system = system
        self.parameters = parameters
    }

    /// The request that says one more thing.
    ///
    /// Reasoning is sent back with calls of tools only, where the API wants it. A message that got no reply is left out,
    /// since two user messages in a row are refused by some servers.
    ///
    /// - Parameter offersTools: Whether tools are offered to the model with the request.
    package func request(saying message: ChatMessage, offersTools: Bool = false) -> ChatRequest {
        var messages: [ChatMessage] = []
        if let system, !system.isEmpty { messages.append(ChatMessage(role: .system, text: system)) }
        let kept = turns[summarizedCount...].flatMap { $0.messages(to: offersTools ? model : nil) }
        messages += summarized(kept + [message])
        return ChatRequest(model: model, messages: messages, parameters: parameters)
    }

    /// Forgets what was said; model, system prompt and parameters stay.
    package mutating func forget() {
        turns = []
        summaries = []
        storedID = nil
        title = nil
    }

    /// Parts from the store: what is said from now on does not go there.
    package mutating func detach() {
        storedID = nil
        for index in turns.indices {
            (turns[index].storedIDs, turns[index].isStoredInPart) = ([], false)
            for place in turns[index].alternatives.indices { turns[index].alternatives[place].storedIDs = [] }
        }
        for index in summaries.indices { summaries[index].storedID = nil }
    }

    /// The last reply that holds text.
    package var lastReply: Reply? { turns.last { $0.reply?.text.isEmpty == false }?.reply }

    /// The request's other fields as a JSON object.
    package var parametersJSON: String { JSONValue.object(parameters).jsonText }

    /// A title made of the beginning of a message.
    package static func title(for text: String) -> String {
        let line = text.split(whereSeparator: \.isNewline).first { !$0.allSatisfy(\.isWhitespace) } ?? "…"
        let words = line.split(whereSeparator: \.isWhitespace).joined(separator: " ")
        return words.count > 60 ? words.prefix(59) + "…" : words
    }
}
