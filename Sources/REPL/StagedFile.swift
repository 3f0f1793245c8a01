import CloudComputeClient

/// A file that goes along with the next message.
struct StagedFile: Sendable {
    /// The name that the model is told.
    var name: String
    var bytes: [UInt8]

    /// Makes a message of text and files.
    ///
    /// Text files become text; images stand as parts of their own.
    ///
    /// - Throws: ``CloudComputeError`` that names the file and the limit which it breaks.
    static func message(
        _ text: String, with files: [StagedFile], after conversation: Conversation
    ) throws(CloudComputeError) -> ChatMessage {
        let parts = try ChatAttachment.parts(
            files.map { ($0.name, $0.bytes) }, besideImagesOf: conversation.imageSizes)
        return ChatMessage(role: .user, parts: (text.isEmpty ? [] : [.text(text)]) + parts).joiningText
    }
}

extension Conversation {
    /// The bytes of each image that goes out with each request.
    package var imageSizes: [Int] {
        exchanges.filter { $0.reply?.isUsable == true }.flatMap { exchange in
            exchange.message.parts.compactMap { part -> Int? in
                guard case .imageURL(let url) = part, let comma = url.firstIndex(of: ",") else { return nil }
                return url.utf8.distance(from: comma, to: url.endIndex) * 3 / 4
            }
        }
    }
}
