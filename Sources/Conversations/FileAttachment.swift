package import CloudComputeClient

/// A file that goes along with a message.
package struct FileAttachment: Sendable, Hashable {
    /// The name that the model is told.
    package var name: String
    package var bytes: [UInt8]

    /// Names a file's bytes.
    package init(name: String, bytes: [UInt8]) {
        self.name = name
        self.bytes = bytes
    }

    /// Makes a message of text and files: text files become text, images stand as parts of their own.
    ///
    /// - Throws: ``CloudComputeError`` that names the file and the limit which it breaks.
    package static func message(
        _ text: String, with files: [FileAttachment], after conversation: Conversation
    ) throws(CloudComputeError) -> ChatMessage {
        let parts = try ChatAttachment.parts(
            files.map { ($0.name, $0.bytes) }, besideImagesOf: conversation.imageSizes)
        return ChatMessage(role: .user, parts: (text.isEmpty ? [] : [.text(text)]) + parts).joiningText
    }
}

extension Conversation {
    /// The bytes of each image that goes out with each request.
    fileprivate var imageSizes: [Int] {
        turns.filter(\.isUsable).flatMap { turn in
            turn.message.parts.compactMap { part -> Int? in
                guard case .imageURL(let url) = part, let comma = url.firstIndex(of: ",") else { return nil }
                return url.utf8.distance(from: comma, to: url.endIndex) * 3 / 4
            }
        }
    }
}
