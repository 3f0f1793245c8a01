package import CloudComputeClient
import Localization

/// A file that goes along with a message.
package struct FileAttachment: Sendable, Hashable {
    /// How a file goes along.
    package enum Role: Sendable, Hashable {
        /// Behind the message: text between fences, or an image.
        case attachment
        /// Before the message: text that the store keeps once.
        case document
    }

    /// The name that the model is told.
    package var name: String
    package var bytes: [UInt8]
    package var role: Role

    /// Names a file's bytes.
    package init(name: String, bytes: [UInt8], role: Role = .attachment) {
        self.name = name
        self.bytes = bytes
        self.role = role
    }

    /// The last part of a path.
    package static func name(ofPath path: String) -> String {
        path.utf8.split(separator: UInt8(ascii: "/")).last.flatMap { String($0) } ?? path
    }

    /// The last part of a URL's path.
    package static func name(ofURL url: String) -> String {
        let path = url.utf8.prefix { $0 != UInt8(ascii: "?") && $0 != UInt8(ascii: "#") }
        return name(ofPath: String(Substring(path)))
    }

    /// Whether it is an image that goes along as one.
    package var isImage: Bool { role == .attachment && ChatAttachment.isImage(bytes) }

    /// Makes a message of text and files: text files become text, images stand as parts of their own.
    ///
    /// - Parameter limitsImages: Whether the server is CloudCompute's own, which takes few images.
    /// - Throws: ``CloudComputeError`` that names the file and the limit which it breaks.
    package static func message(
        _ text: String, with files: [FileAttachment], after conversation: Conversation, limitsImages: Bool = true
    ) throws(CloudComputeError) -> ChatMessage {
        var documents: [ChatMessage.Part] = []
        for file in files where file.role == .document { documents.append(.document(try file.document())) }
        let parts = try ChatAttachment.parts(
            files.filter { $0.role == .attachment }.map { ($0.name, $0.bytes) },
            besideImagesOf: conversation.imageSizes, limitsImages: limitsImages)
        return ChatMessage(role: .user, parts: documents + (text.isEmpty ? [] : [.text(text)]) + parts).joiningText
    }

    private func document() throws(CloudComputeError) -> ChatDocument {
        guard let text = String(validating: bytes, as: UTF8.self), !text.contains("\0") else {
            let advice =
                ChatAttachment.isImage(bytes)
                ? Message("it is an image, which is to be attached") : Message("convert it first")
            throw CloudComputeError(
                .rejected, Message("\(name) is not UTF-8 text, so it cannot be a document; \(advice)."))
        }
        return ChatDocument(source: name, text: text)
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
