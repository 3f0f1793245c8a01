package import Foundation

/// What one side said, as it is stored.
package struct StoredTurn: Sendable, Hashable {
    /// Who said it.
    package enum Role: String, Sendable, Hashable {
        /// The user.
        case user
        /// The model.
        case assistant
    }

    /// How a turn ended.
    package enum Status: String, Sendable, Hashable {
        /// As it should; so does every turn of the user.
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

    /// Its number; later turns have greater ones.
    package let id: Int64
    /// Who said it.
    package let role: Role
    /// The text; of a pending reply, what has come so far.
    package let text: String
    /// Message parts, a JSON array, of a user's turn with more than text.
    package let attachments: String?
    /// The model's reasoning.
    package let reasoning: String
    /// The reasoning as the server wants it back, JSON.
    package let reasoningDetails: String?
    /// The tools the model called, JSON.
    package let toolCalls: String?
    /// The model that replied.
    package let model: String?
    /// The fields of the request that was replied to, JSON.
    package let parameters: String?
    /// The tokens used, JSON.
    package let usage: String?
    /// Why the model stopped, in the server's word.
    package let finishReason: String?
    /// Milliseconds until the first token.
    package let timeToFirstToken: Double?
    /// Milliseconds until the end.
    package let duration: Double?
    /// What the reply cost.
    package let cost: Double?
    /// How it ended.
    package let status: Status
    /// What went wrong, in a sentence.
    package let error: String?
    /// When it was said, or the reply begun.
    package let createdAt: Date
}
