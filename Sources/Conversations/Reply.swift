package import CloudComputeClient
package import ConversationStore
package import JSON

/// A reply, whole or not.
package struct Reply: Sendable, Hashable {
    /// The server's id of the reply.
    package var id: String?
    package var text = ""
    package var reasoning = ""
    /// The reasoning as the server wants it back.
    package var reasoningDetails: [JSONValue] = []
    /// Why the model refuses to answer, empty where it does not.
    package var refusal = ""
    package var toolCalls: [ChatReply.ToolCall] = []
    /// The model that answered, as the server names it.
    package var model: String?
    package var usage: Usage?
    package var finishReason: FinishReason?
    package var timings: ChatTimings?
    /// What it cost, in the currency of whoever told.
    package var cost: Double?
    package var status = StoredReply.Status.complete
    /// What ended it early, in a sentence.
    package var error: String?

    /// Makes an empty reply.
    package init(text: String = "", status: StoredReply.Status = .complete) {
        self.text = text
        self.status = status
    }

    /// Whether the reply can stand in a conversation: a server takes no message that says nothing since it failed.
    package var isUsable: Bool { worth > .nothing }

    /// Whether the reply takes the place of a former one to the same message.
    package func replaces(_ former: Reply?) -> Bool { worth >= former?.worth ?? .nothing }

    /// How much a conversation has of it.
    package var worth: StoredReply.Worth { status.worth(hasText: !text.isEmpty) }
}

extension Reply {
    /// What a turn gave.
    init(_ reply: ChatReply, timings: ChatTimings, cost: Double?, failure: (any Error)?, wasInterrupted: Bool) {
        let choice = reply.first
        id = reply.id
        text = choice.text
        reasoning = choice.reasoning
        reasoningDetails = choice.reasoningDetails
        refusal = choice.refusal
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
    private static func status(_ reason: FinishReason?) -> StoredReply.Status {
        switch reason {
        case .length?: .length
        case .contentFilter?: .filtered
        default: .complete
        }
    }
}
