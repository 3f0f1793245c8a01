import CloudComputeClient
import Conversations
import Localization

/// The commands about files that go along with the next message.
extension ChatSession {
    /// Attaches a file or what a URL names, shows what is attached, or takes it off again.
    mutating func attach(_ argument: String) throws -> [Action] {
        let words = argument.split(separator: " ", maxSplits: 1)
        switch words.first {
        case nil, "list": return showAttachments()
        case "drop": return try drop(words.count > 1 ? String(words[1]) : nil)
        default:
            let isURL = argument.utf8.starts(with: "http://".utf8) || argument.utf8.starts(with: "https://".utf8)
            return wait(for: isURL ? .download(argument) : .readFile(TypedPath.unquoted(argument), .attachment))
        }
    }

    /// Attaches an image.
    mutating func attachImage(_ argument: String) throws -> [Action] {
        if argument.isEmpty { throw ChatCommandError(localized("Name the image: /image PATH.")) }
        return wait(for: .readFile(TypedPath.unquoted(argument), .image))
    }

    /// Attaches what was read; the limits are checked now, when the user can still choose another file.
    mutating func attach(_ file: FileAttachment, as role: FileRole) throws -> [Action] {
        if role == .image, !ChatAttachment.isImage(file.bytes) {
            throw ChatCommandError(
                localized("\(file.name) is not a PNG, JPEG, GIF or WebP image; /attach takes text files too."))
        }
        _ = try FileAttachment.message(
            "", with: attachments + [file], after: conversation, limitsImages: configuration.limitsImages)
        attachments.append(file)
        return [.note(localized("Attached \(file.name) (\(Self.size(of: file))) to the next message."))]
    }

    /// How large a file is; of much text also how many tokens that may be.
    private static func size(of file: FileAttachment) -> Message {
        let size = ChatAttachment.size(file.bytes.count)
        guard !file.isImage, file.bytes.count >= largeText else { return size }
        return Message("\(size), about \(file.bytes.count / ContextEstimate.bytesPerToken) tokens")
    }

    /// The bytes of text from which on it is said how many tokens they may be.
    private static let largeText = 10_000

    /// Says what was given along with the command.
    func tellOfAttachments() -> [Action] {
        attachments.map { .note(localized("Attached \($0.name) (\(Self.size(of: $0))) to the first message.")) }
    }

    private func showAttachments() -> [Action] {
        if attachments.isEmpty { return [.note(localized("Nothing is attached; /attach PATH takes a file."))] }
        let rows = attachments.enumerated().map {
            "\($0.offset + 1). \($0.element.name), \(Self.size(of: $0.element))"
        }
        return [.note(rows.joined(separator: "\n"))]
    }

    private mutating func drop(_ number: String?) throws -> [Action] {
        guard let number else {
            let note = attachments.isEmpty ? localized("Nothing is attached.") : localized("All attachments removed.")
            attachments = []
            return [.note(note)]
        }
        guard let position = Int(number), position >= 1, position <= attachments.count else {
            throw ChatCommandError(localized("There is no attachment \(number); /attach list shows them."))
        }
        return [.note(localized("Removed \(attachments.remove(at: position - 1).name)."))]
    }
}
