package import CloudComputeClient

/// How many tokens a text may be, before a server has counted them.
package enum ContextEstimate {
    /// Most tokenizers make a token of about four bytes.
    package static let bytesPerToken = 4

    /// What an image may take, where nobody knows better.
    private static let tokensPerImage = 1000

    /// The tokens of a message.
    package static func tokens(of message: ChatMessage) -> Int {
        let images = message.parts.count { if case .imageURL = $0 { true } else { false } }
        let documents = message.documents.reduce(0) { $0 + $1.text.utf8.count }
        return (message.text.utf8.count + documents) / bytesPerToken + images * tokensPerImage
    }
}
