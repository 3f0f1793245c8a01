import CloudComputeClient
package import ConversationStore

extension Reply {
    /// What a turn gave.
    init(
        _ reply: ChatReply, timings: ChatTimings, cost: Double?, failure: (any Error)?, wasInterrupted: Bool
    ) {
        let choice = reply.first
        text = choice.text
        reasoning = choice.reasoning
        reasoningDetails = choice.reasoningDetails
        toolCalls = choice.toolCalls
        model = reply.model
        usage = reply.usage
        finishReason = choice.finishReason
        self.timings = timings
        self.cost = cost
        if wasInterrupted {
            status = .interrupted
        } else if let failure {
            status = choice.text.isEmpty && choice.reasoning.isEmpty ? .failed : .cutOff
            error = String(describing: failure)
        } else {
            status = Self.status(choice.finishReason)
        }
    }

    /// The status of a reply that came to its end.
    static func status(_ reason: FinishReason?) -> StoredTurn.Status {
        switch reason {
        case .length?: .length
        case .contentFilter?: .filtered
        default: .complete
        }
    }

    /// Reads a stored reply.
    init(_ turn: StoredTurn) {
        text = turn.text
        reasoning = turn.reasoning
        model = turn.model
        usage = Usage(turn.usage.flatMap { try? JSONValue(parsing: $0) })
        finishReason = turn.finishReason.map { FinishReason(rawValue: $0) }
        timings = turn.duration.map { total in
            ChatTimings(
                timeToFirstToken: turn.timeToFirstToken.map { .milliseconds($0) }, total: .milliseconds(total))
        }
        cost = turn.cost
        status = turn.status == .pending ? .cutOff : turn.status
        error = turn.error
    }
}

extension FinishedReply {
    /// What the store is told of a reply.
    init(_ reply: Reply) {
        func json(_ values: [JSONValue]) -> String? { values.isEmpty ? nil : JSONValue.array(values).jsonText }
        self.init(
            text: reply.text, reasoning: reply.reasoning, reasoningDetails: json(reply.reasoningDetails),
            toolCalls: json(reply.toolCalls.map(\.json)), model: reply.model, usage: reply.usage?.json.jsonText,
            finishReason: reply.finishReason?.rawValue,
            timeToFirstToken: reply.timings?.timeToFirstToken.map { $0 / .milliseconds(1) },
            duration: reply.timings.map { $0.total / .milliseconds(1) }, cost: reply.cost, status: reply.status,
            error: reply.error)
    }
}

extension Conversation {
    /// Reads a conversation back from the store.
    ///
    /// - Throws: ``StoreError``.
    package init(_ stored: StoredConversation, from store: ConversationStore) throws(StoreError) {
        self.init(
            model: stored.model, system: stored.system,
            parameters: (try? JSONValue(parsing: stored.parameters))?.object ?? [:])
        title = stored.title
        storedID = stored.id
        for turn in try store.turns(of: stored.id) {
            switch turn.role {
            case .user: exchanges.append(Exchange(message: ChatMessage(turn), reply: nil, turns: [turn.id]))
            case .assistant:
                guard !exchanges.isEmpty else { continue }
                exchanges[exchanges.count - 1].reply = Reply(turn)
                exchanges[exchanges.count - 1].turns.append(turn.id)
            }
        }
    }
}

extension ChatMessage {
    /// Reads a stored message of the user.
    init(_ turn: StoredTurn) {
        var parts: [Part] = turn.text.isEmpty && turn.attachments != nil ? [] : [.text(turn.text)]
        let images = turn.attachments.flatMap { try? JSONValue(parsing: $0) }?.array ?? []
        for image in images {
            if let url = image["image_url"]?["url"]?.string { parts.append(.imageURL(url)) }
        }
        self.init(role: .user, parts: parts)
    }

    /// The message's images as a JSON array of parts; `nil` where it has none.
    var imagesJSON: String? {
        let images = (json["content"]?.array ?? []).filter { $0["type"]?.string == "image_url" }
        return images.isEmpty ? nil : JSONValue.array(images).jsonText
    }
}
