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
    /// The stored messages of the exchange that is asked again, the user's first.
    let formerIDs: [Int64]
    /// The last stored message that the conversation knows of.
    let lastKnownID: Int64?

    /// Prepares a turn.
    ///
    /// - Parameters:
    ///   - title: What a conversation that has no title yet is named after.
    ///   - former: The exchange whose message is sent again.
    package init(_ message: ChatMessage, title: String, in conversation: Conversation, again former: Turn? = nil) {
        conversationID = conversation.storedID
        self.title = conversation.title ?? Conversation.title(for: title.isEmpty ? message.sources : title)
        model = conversation.model
        system = conversation.system
        parameters = conversation.parametersJSON
        self.message = message
        formerIDs = former?.storedIDs ?? []
        let known = conversation.turns + (former.map { [$0] } ?? [])
        lastKnownID = known.flatMap { $0.storedIDs + $0.alternatives.flatMap(\.storedIDs) }.max()
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
    /// How many messages the conversation has that whoever began the turn does not know of.
    package var messagesOfOthers = 0

    /// Names the place.
    package init(
        conversationID: Int64, title: String, messageID: Int64, replyID: Int64, messagesOfOthers: Int = 0
    ) {
        self.conversationID = conversationID
        self.title = title
        self.messageID = messageID
        self.replyID = replyID
        self.messagesOfOthers = messagesOfOthers
    }
}

extension ConversationStore {
    /// Stores a message and makes a place for its reply; a conversation that is not stored yet is, from now on.
    ///
    /// A message that is sent again stands once: the new reply is a second one to it, until one of them is dropped.
    ///
    /// - Throws: ``StoreError``.
    package func begin(_ turn: NewTurn) throws(StoreError) -> TurnRecord {
        let id: Int64
        var others = 0
        if let known = turn.conversationID {
            id = known
            others =
                try turn.lastKnownID.map { last throws(StoreError) in try messageCount(of: known, after: last) } ?? 0
        } else {
            id = try createConversation(
                title: turn.title, model: turn.model, system: turn.system, parameters: turn.parameters
            ).id
        }
        if let message = turn.formerIDs.first, let latest = turn.formerIDs.last,
            let reply = try beginReply(
                to: message, after: latest, in: id, model: turn.model, parameters: turn.parameters)
        {
            return TurnRecord(
                conversationID: id, title: turn.title, messageID: message, replyID: reply, messagesOfOthers: others)
        }
        let message = try addUserMessage(
            turn.message.text, attachments: turn.message.imagesJSON, documents: turn.message.storedDocuments, to: id)
        let reply = try beginReply(in: id, model: turn.model, parameters: turn.parameters)
        return TurnRecord(
            conversationID: id, title: turn.title, messageID: message, replyID: reply, messagesOfOthers: others)
    }
}
