package import Foundation

/// A conversation as it is stored, without its messages.
package struct StoredConversation: Sendable, Hashable {
    /// Its number, which is never given to another conversation.
    package let id: Int64
    /// Its title; it may be empty, and others may bear it too.
    package let title: String
    /// The model that answers.
    package let model: String
    /// The system prompt.
    package let system: String?
    /// The request's other fields, a JSON object.
    package let parameters: String
    /// When it began.
    package let createdAt: Date
    /// When something was last said in it or taken back.
    package let updatedAt: Date
    /// How many messages it has, without dropped ones, results of tools and replies to these.
    package let messageCount: Int
    /// The conversation it was forked from, as long as that exists.
    package let forkedFrom: Int64?
}
