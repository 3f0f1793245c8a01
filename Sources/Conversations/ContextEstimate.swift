package import CloudComputeClient
import JSON
import Localization

/// How many tokens a text may be, before a server has counted them.
package enum ContextEstimate {
    /// Most tokenizers make a token of about four bytes.
    package static let bytesPerToken = 4

    /// What an image may take, where nobody knows better.
    private static let tokensPerImage = 1000

    /// What a message takes besides its text.
    private static let tokensPerMessage = 4

    /// The share of a model's context from which on a request is too large.
    private static let fullContext = 0.95

    /// Whether a request comes near what a model takes.
    package static func isNear(_ tokens: Int, _ length: Int) -> Bool { Double(tokens) > fullContext * Double(length) }

    /// What is said of such a request.
    package static func warning(_ tokens: Int, _ length: Int, _ model: String) -> String {
        localized("With this message the request takes about \(tokens) of the \(length) tokens of \(model).")
    }

    /// What is done with it where nobody can be asked.
    package static var scriptRule: String {
        localized("It is sent whole; the server may refuse it or cut the reply short.")
    }

    /// The tokens of the next request of a conversation, and of its reply as far as a field limits it.
    ///
    /// - Parameter countsUsage: Whether the usage of the last reply tells what the conversation takes.
    package static func tokens(
        saying message: ChatMessage, in conversation: Conversation, countsUsage: Bool
    ) -> Int {
        var tokens = tokens(of: conversation.request(saying: message))
        if countsUsage, let used = conversation.turns.last?.reply?.usage {
            let parts = [used.promptTokens, used.completionTokens].map { min(max(0, $0 ?? 0), Int.max / 8) }
            let total = min(used.totalTokens ?? 0, Int.max / 4)
            if max(total, parts[0] + parts[1]) > 0 {
                tokens = max(total, parts[0] + parts[1]) + Self.tokens(of: message)
            }
        }
        let fields = ["max_completion_tokens", "max_tokens"]
        let reply = fields.lazy.compactMap { conversation.parameters[$0]?.int }.first ?? 0
        return tokens + min(max(0, reply), Int.max / 4)
    }

    /// The tokens of a request.
    package static func tokens(of request: ChatRequest) -> Int {
        request.messages.reduce(0) { $0 + tokens(of: $1) + tokensPerMessage }
    }

    /// The tokens of a message.
    package static func tokens(of message: ChatMessage) -> Int {
        let images = message.parts.count { if case .imageURL = $0 { true } else { false } }
        let documents = message.documents.reduce(0) { $0 + $1.text.utf8.count }
        return (message.text.utf8.count + documents) / bytesPerToken + images * tokensPerImage
    }
}
