public import Foundation

/// A conversation as it is stored, without its turns.
public struct StoredConversation: Sendable, Hashable {
    /// Its number, which is never given to another conversation.
    public let id: Int64
    /// Its title; it may be empty, and others may bear it too.
    public let title: String
    /// Whether the user chose the title.
    public let hasGivenTitle: Bool
    /// The model that answers.
    public let model: String
    /// The system prompt.
    public let system: String?
    /// The request's other fields, a JSON object.
    public let parameters: String
    /// When it began.
    public let createdAt: Date
    /// When something was last said in it or taken back.
    public let updatedAt: Date
    /// How many turns it has, without dropped ones.
    public let turnCount: Int
    /// The conversation it was forked from, as long as that exists.
    public let forkedFrom: Int64?
}
