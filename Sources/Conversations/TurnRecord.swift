package import CloudComputeClient
package import ConversationStore

/// What is stored of a turn before its message is sent.
package struct NewTurn: Sendable {
    let conversationID: Int64?
    let title: String
    let model: String
    let system: String?
    let parameters: String
    let message: ChatMessage

    /// Prepares a turn.
    ///
    /// - Parameter title: What a conversation that has no title yet is named after.
    package init(_ message: ChatMessage, title: String, in conversation: Conversation) {
        conversationID = conversation.storedID
        self.title = conversation.title ?? Conversation.title(for: title)
        model = conversation.model
        system = conversation.system
        parameters = conversation.parametersJSON
        self.message = message
    }
}

/// Where a turn is stored.
package struct TurnRecord: Sendable, Hashable {
    /// The conversation.
    package var conversationID: Int64
    /// Its title.
    package var title: String
    /// The user's message.
    package var messageID: Int64
    /// The reply, which is pending at first.
    package var replyID: Int64

    /// Names the place.
    package init(conversationID: Int64, title: String, messageID: Int64, replyID: Int64) {
        self.conversationID = conversationID
        self.title = title
        self.messageID = messageID
        self.replyID = replyID
    }
}

extension ConversationStore {
    /// Stores a message and makes a place for its reply; a conversation that is not stored yet is, from now on.
    ///
    /// - Throws: ``StoreError``.
    package func begin(_ turn: NewTurn) throws(StoreError) -> TurnRecord {
        let id: Int64
        if let known = turn.conversationID {
            id = known
        } else {
            id = try createConversation(
                title: turn.title, model: turn.model, system: turn.system, parameters: turn.parameters
            ).id
        }
        let message = try addUserMessage(turn.message.text, attachments: turn.message.imagesJSON, to: id)
        let reply = try beginReply(in: id, model: turn.model, parameters: turn.parameters)
        return TurnRecord(conversationID: id, title: turn.title, messageID: message, replyID: reply)
    }
}
