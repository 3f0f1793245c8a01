/// A reply with everything known of it at its end.
public struct FinishedReply: Sendable, Hashable {
    /// The whole text.
    public var text: String
    /// The whole reasoning.
    public var reasoning: String
    /// The reasoning as the server wants it back, JSON.
    public var reasoningDetails: String?
    /// The tools the model called, JSON.
    public var toolCalls: String?
    /// The model that replied; `nil` leaves the one that was asked.
    public var model: String?
    /// The tokens used, JSON.
    public var usage: String?
    /// Why the model stopped, in the server's word.
    public var finishReason: String?
    /// Milliseconds until the first token.
    public var timeToFirstToken: Double?
    /// Milliseconds until the end.
    public var duration: Double?
    /// What the reply cost.
    public var cost: Double?
    /// How it ended; what has ended is not pending, so that counts as cut off.
    public var status: StoredTurn.Status
    /// What went wrong, in a sentence.
    public var error: String?

    /// Creates a reply.
    public init(
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
