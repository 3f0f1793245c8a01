/// A reply with everything known of it: the one form in which the store takes replies and gives them back.
package struct StoredReply: Sendable, Hashable {
    /// How a reply ended.
    package enum Status: String, Sendable, Hashable {
        /// As it should.
        case complete
        /// The user stopped it.
        case interrupted
        /// The model ran into the limit of tokens.
        case length
        /// The server withheld the rest.
        case filtered
        /// The connection or the program broke off.
        case cutOff = "cut off"
        /// There is no reply but an error.
        case failed
        /// It has not ended yet.
        case pending
    }

    /// The server's id of the reply.
    package var id: String?
    /// The text; of a pending reply, what has come so far.
    package var text: String
    /// The reasoning.
    package var reasoning = ""
    /// The reasoning as the server wants it back, a JSON array.
    package var reasoningDetails: String?
    /// Why the model refuses to answer, empty where it does not.
    package var refusal = ""
    /// The tools that the model called, a JSON array.
    package var toolCalls: String?
    /// How many replies to the same message came before and called tools.
    package var round = 0
    /// The model that replied; `nil` where the server names none, and the store keeps the one that was asked.
    package var model: String?
    /// The tokens used, a JSON object.
    package var usage: String?
    /// Why the model stopped, in the server's word.
    package var finishReason: String?
    /// Milliseconds until the first token.
    package var timeToFirstToken: Double?
    /// Milliseconds until the end.
    package var duration: Double?
    /// What the reply cost.
    package var cost: Double?
    /// How it ended; what has ended is not pending, so that is stored as cut off.
    package var status: Status
    /// What went wrong, in a sentence.
    package var error: String?

    /// Makes a reply of text.
    package init(text: String, status: Status = .complete) {
        self.text = text
        self.status = status
    }
}
