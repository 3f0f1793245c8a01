package import Foundation

/// The newest place in a conversation where the words of a search stand.
package struct SearchHit: Sendable, Hashable {
    /// The conversation.
    package let conversation: StoredConversation
    /// The message; `nil` where the words stand in the title only.
    package let message: Int64?
    /// About twelve words around the hit, on one line.
    ///
    /// Each hit stands between U+0001 and U+0002, which occur for nothing else. Other control characters of the text
    /// are kept: whoever prints it filters them.
    package let snippet: String
    /// When the message was said, or the conversation begun.
    package let createdAt: Date
}
