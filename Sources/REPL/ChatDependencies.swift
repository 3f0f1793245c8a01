package import ConversationStore
package import Conversations
package import Pricing
package import Terminal
package import Tools

/// What a chat can do besides reading and writing; whoever starts the chat gives it, and tests give fakes.
package struct ChatDependencies: Sendable {
    /// The server.
    package var backend: any ChatBackend
    /// What the profile says of prices, by the model's id.
    package var prices: [String: TokenPrice] = [:]
    /// Whether the server is CloudCompute's own, which takes few images.
    package var limitsImages = true
    /// How many tokens the model takes, where the profile says so.
    package var contextLength: Int?
    /// Fetches what a URL names, without a key.
    package var download: @Sendable (String) async throws -> [UInt8]
    /// Reads a prompt template with values for its variables.
    package var readTemplate: @Sendable (String, [String: String]) async throws -> AppliedTemplate
    /// Opens the user's editor on a text and returns what it leaves; `nil` where there is none.
    package var edit: (@Sendable (String) async -> String?)?
    /// The tools that the model may call, and what may run of them without a question.
    package var tools: (access: ToolAccess, policy: ConsentPolicy)?
    /// Opens the tools of some names for `/tools on`.
    package var openTools: @Sendable ([String]) throws -> (access: ToolAccess, policy: ConsentPolicy)? = { _ in nil }
    /// Asks a person whether a tool may run.
    package var askConsent: @Sendable (ConsentQuestion) async -> ConsentAnswer = { await ConsentPrompt.ask($0) }
    /// Puts a text on the clipboard and returns the way by which it went.
    package var copy: @Sendable (String, Output) -> Clipboard.Way? = { Clipboard.copy($0, output: $1) }
    /// Puts an error into one sentence for a person, safe for a terminal.
    package var explain: @Sendable (any Error) -> String
    /// Where conversations are kept; `nil` where they are not.
    package var store: ConversationStore?
    /// Opens the store for `/save`, where the chat began without it.
    package var openStore: @Sendable () throws -> ConversationStore

    /// Makes dependencies without prices and without an editor.
    package init(
        backend: any ChatBackend, download: @escaping @Sendable (String) async throws -> [UInt8],
        readTemplate: @escaping @Sendable (String, [String: String]) async throws -> AppliedTemplate,
        explain: @escaping @Sendable (any Error) -> String, store: ConversationStore?,
        openStore: @escaping @Sendable () throws -> ConversationStore
    ) {
        self.backend = backend
        self.download = download
        self.readTemplate = readTemplate
        self.explain = explain
        self.store = store
        self.openStore = openStore
    }
}
