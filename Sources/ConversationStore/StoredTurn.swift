public import Foundation

/// What one side said, as it is stored.
public struct StoredTurn: Sendable, Hashable {
    /// Who said it.
    public enum Role: String, Sendable, Hashable {
        /// The user.
        case user
        /// The model.
        case assistant
    }

    /// How a turn ended.
    public enum Status: String, Sendable, Hashable {
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
    public let id: Int64
    /// Who said it.
    public let role: Role
    /// The text; of a pending reply, what has come so far.
    public let text: String
    /// Message parts, a JSON array, of a user's turn with more than text.
    public let attachments: String?
    /// The model's reasoning.
    public let reasoning: String
    /// The reasoning as the server wants it back, JSON.
    public let reasoningDetails: String?
    /// The tools the model called, JSON.
    public let toolCalls: String?
    /// The model that replied.
    public let model: String?
    /// The fields of the request that was replied to, JSON.
    public let parameters: String?
    /// The tokens used, JSON.
    public let usage: String?
    /// Why the model stopped, in the server's word.
    public let finishReason: String?
    /// Milliseconds until the first token.
    public let timeToFirstToken: Double?
    /// Milliseconds until the end.
    public let duration: Double?
    /// What the reply cost.
    public let cost: Double?
    /// How it ended.
    public let status: Status
    /// What went wrong, in a sentence.
    public let error: String?
    /// When it was said, or the reply begun.
    public let createdAt: Date
}
