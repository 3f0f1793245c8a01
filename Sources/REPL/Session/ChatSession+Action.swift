import CloudComputeClient
import ConversationStore
import Conversations

extension ChatSession {
    /// What is to be done next.
    enum Action: Sendable {
        /// Says something beside the replies.
        case show(Notice)
        /// Shows a piece of the reply's text.
        case showText(String)
        /// Shows a piece of the reply's reasoning.
        case showReasoning(String)
        /// Ends the reply on the screen.
        case endReply
        /// Sends a request; ``Event/reply(_:)`` and ``Event/turnEnded(_:)`` follow.
        case send(ChatRequest, TurnRecord?)
        /// Sends a request for a summary, which is not shown; ``Event/summarized(_:)`` follows.
        case summarize(ChatRequest)
        /// Sends several requests at once; ``Event/compared(_:_:)`` and ``Event/comparisonEnded(_:_:)`` follow.
        case sendAll([(ChatRequest, TurnRecord?)])
        /// Begins another reply on the screen.
        case beginReply
        /// Stops what is under way.
        case cancel
        /// Asks for the server's models while the user types.
        case fetchModels
        /// Asks for the server's models while the user waits.
        case listModels(filter: String)
        /// Asks for the server's models, to find the one that a name means.
        case findModel(String, for: ModelUse)
        /// Reads a file.
        case readFile(String, FileRole)
        /// Fetches what a URL names.
        case download(String)
        /// Reads a template.
        case readTemplate(String, values: [String: String])
        /// Opens the editor on a text.
        case edit(String)
        /// Copies a text.
        case copy(String)
        /// Writes a transcript to a new file, or in place of one.
        case export(String, path: String, Transcript.Format, replaces: Bool)
        /// Does something with the tools while the user waits.
        case tools(ToolsOperation)
        /// Does something with the store.
        case store(StoreOperation)
        /// Ends the chat.
        case quit
        /// Ends the chat with an error.
        case fail(any Error)
    }

    /// What is said beside the replies.
    enum Notice: Sendable {
        /// A remark of second rank.
        case note(String)
        /// Plain text.
        case text(String)
        /// What went wrong.
        case error(any Error)
        /// Why the conversation is not being stored.
        case notStored(StoreError)
        /// Rows of a term and what is said of it, between a heading and a last line.
        case definitions(heading: String?, rows: [(term: String, words: String)], indent: Int, footer: String?)
        /// The server's models, one of them in use.
        case models([Model], current: String)
        /// Stored conversations.
        case conversations([StoredConversation])
        /// What a search found.
        case hits([SearchHit])
    }
}

extension ChatSession.Action {
    /// A remark.
    static func note(_ text: String) -> Self { .show(.note(text)) }
}
