/// A reply with everything known of it at its end.
package struct FinishedReply: Sendable, Hashable {
    /// The whole text.
    package var text: String
    /// The whole reasoning.
    package var reasoning: String
    /// The reasoning as the server wants it back, JSON.
    package var reasoningDetails: String?
    /// The tools the model called, JSON.
    package var toolCalls: String?
    /// The model that replied; `nil` leaves the one that was asked.
    package var model: String?
    /// The tokens used, JSON.
    package var usage: String?
    /// Why the model stopped, in the server's word.
    package var finishReason: String?
    /// Milliseconds until the first token.
    package var timeToFirstToken: Double?
    /// Milliseconds until the end.
    package var duration: Double?
    /// What the reply cost.
    package var cost: Double?
    /// How it ended; what has ended is not pending, so that counts as cut off.
    package var status: StoredTurn.Status
    /// What went wrong, in a sentence.
    package var error: String?

    /// Creates a reply.
    package init(
        text: String, reasoning: String = "", reasoningDetails: String? = nil, toolCalls: String? = nil,
        model: String? = nil, usage: String? = nil, finishReason: String? = nil, timeToFirstToken: Double? = nil,
        duration: Double? = nil, cost: Double? = nil, status: StoredTurn.Status = .complete, error: String? = nil
    ) {
        self.text = text
        self.reasoning = reasoning
        self.reasoningDetails = reasoningDetails
        self.toolCalls = toolCalls
        self.model = model
        self.usage = usage
        self.finishReason = finishReason
        self.timeToFirstToken = timeToFirstToken
        self.duration = duration
        self.cost = cost
        self.status = status
        self.error = error
    }
}
