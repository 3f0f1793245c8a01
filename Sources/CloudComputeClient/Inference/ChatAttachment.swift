package import Localization

#if canImport(FoundationEssentials)
    import FoundationEssentials
#else
    import Foundation
#endif

/// A file that goes with a message: text as text, an image as a `data:` URL.
///
/// Fact: the API takes PNG, JPEG, GIF and WebP inline, at most 5 images of 4 MiB each and 8 MiB together.
public enum ChatAttachment {
    /// The most images of a conversation.
    public static let maximumImages = 5
    /// The most bytes of one image.
    public static let maximumImageSize = 4 << 20
    /// The most bytes of all images of a conversation.
    public static let maximumTotalImageSize = 8 << 20

    /// Makes message parts of files, in their order, and checks the documented limits before anything is sent.
    ///
    /// - Parameters:
    ///   - files: Each file's name, which the model is told, and its bytes.
    ///   - sizes: The bytes of each image that the conversation holds already; the limits are those of all together.
    ///   - limitsImages: Whether the limits count, which are those of CloudCompute's own API.
    /// - Throws: ``CloudComputeError`` of code `rejected` that names the file and the limit.
    public static func parts(
        _ files: [(name: String, bytes: [UInt8])], besideImagesOf sizes: [Int] = [],
        limitsImages: Bool = true
    ) throws(CloudComputeError) -> [ChatMessage.Part] {
        var parts: [ChatMessage.Part] = []
        var imageSizes = sizes
        for file in files {
            if let type = imageType(file.bytes) {
                guard !limitsImages || file.bytes.count <= maximumImageSize else {
                    throw refusal(
                        Message("The image \(file.name) has \(size(file.bytes.count)); the API takes 4 MiB at most."))
                }
                imageSizes.append(file.bytes.count)
                parts.append(.imageURL("data:\(type);base64,\(Data(file.bytes).base64EncodedString())"))
            } else if let text = String(validating: file.bytes, as: UTF8.self), !text.contains("\0") {
                parts.append(.text(quote(text, name: file.name)))
            } else {
                throw refusal(Message("\(file.name) is neither UTF-8 text nor a PNG, JPEG, GIF or WebP image."))
            }
        }
        if imageSizes.count == sizes.count || !limitsImages { return parts }
        guard imageSizes.count <= maximumImages else {
            throw refusal(Message("There are \(imageSizes.count) images; the API takes \(maximumImages) at most."))
        }
        guard imageSizes.reduce(0, +) <= maximumTotalImageSize else {
            throw refusal(
                Message("The images have \(size(imageSizes.reduce(0, +))) together; the API takes 8 MiB at most."))
        }
        return parts
    }

    /// Whether the bytes begin as an image does that the API takes.
    public static func isImage(_ bytes: [UInt8]) -> Bool { imageType(bytes) != nil }

    /// A number of bytes for people.
    package static func size(_ bytes: Int) -> Message {
        func tenths(_ unit: Int) -> String {
            let (whole, rest) = bytes.quotientAndRemainder(dividingBy: unit)
            return whole < 10 ? "\(whole).\(rest * 10 / unit)" : String(whole)
        }
        return switch bytes {
        case ..<10_000: Message("\(bytes) \(bytes, "byte", "bytes")")
        case ..<(1 << 20): Message("\(tenths(1 << 10)) KiB")
        case ..<(1 << 30): Message("\(tenths(1 << 20)) MiB")
        default: Message("\(tenths(1 << 30)) GiB")
        }
    }

    private static func refusal(_ sentence: Message) -> CloudComputeError { CloudComputeError(.rejected, sentence) }

    private static func quote(_ text: String, name: String) -> String {
        "\n\nFile \(name):\n\(quote(text))\n"
    }

    /// Puts text between fences that do not occur in it.
    package static func quote(_ text: String) -> String {
        var (run, longest) = (0, 2)
        for byte in text.utf8 {
            run = byte == UInt8(ascii: "`") ? run + 1 : 0
            longest = max(longest, run)
        }
        let fence = String(repeating: "`", count: longest + 1)
        return "\(fence)\n\(text)\(text.utf8.last == UInt8(ascii: "\n") ? "" : "\n")\(fence)"
    }

    /// The media type by the first bytes, which the API checks too.
    private static func imageType(_ bytes: [UInt8]) -> String? {
        if bytes.starts(with: [0x89, 0x50, 0x4E, 0x47, 0x0D, 0x0A, 0x1A, 0x0A]) { return "image/png" }
        if bytes.starts(with: [0xFF, 0xD8, 0xFF]) { return "image/jpeg" }
        if bytes.starts(with: Array("GIF87a".utf8)) || bytes.starts(with: Array("GIF89a".utf8)) { return "image/gif" }
        let isWebP = bytes.starts(with: Array("RIFF".utf8)) && bytes.dropFirst(8).starts(with: Array("WEBP".utf8))
        return isWebP ? "image/webp" : nil
    }
}
