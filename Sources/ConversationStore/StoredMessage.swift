package import Foundation

/// What one side said, as it is stored; a row of the table `turn`.
package struct StoredMessage: Sendable, Hashable {
    /// Who said it.
    package enum Role: String, Sendable, Hashable {
        case user
        case assistant
        case tool
    }

    /// What was said; a message that is not stored yet has no more than this.
    package enum Content: Sendable, Hashable {
        /// The user's text, the message parts beside it as a JSON array, and the documents that it is about.
        case user(String, attachments: String?, documents: [StoredDocument] = [])
        /// A reply, and the fields of the request that was replied to, a JSON object.
        case assistant(StoredReply, parameters: String?)
        /// What a tool gave that the reply before called.
        case tool(StoredToolResult)
    }

    /// Its number; later messages have greater ones.
    package let id: Int64
    /// What was said.
    package let content: Content
    /// When it was said, or the reply begun.
    package let createdAt: Date

    /// Who said it.
    package var role: Role {
        switch content {
        case .user: .user
        case .assistant: .assistant
        case .tool: .tool
        }
    }

    /// The text; of a pending reply, what has come so far.
    package var text: String {
        switch content {
        case .user(let text, _, _): text
        case .assistant(let reply, _): reply.text
        case .tool(let result): result.text
        }
    }

    /// The reply; `nil` where it is none.
    package var reply: StoredReply? {
        guard case .assistant(let reply, _) = content else { return nil }
        return reply
    }
}
