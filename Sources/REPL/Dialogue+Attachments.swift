import CloudComputeClient
import Files

extension Dialogue {
    /// Larger files are refused, in bytes.
    private static let maximumSize = 64 << 20

    /// `/attach`: stages a file or what a URL names, shows what is staged, or takes it off again.
    mutating func attach(_ argument: String) async throws {
        let words = argument.split(separator: " ", maxSplits: 1)
        switch words.first {
        case nil, "list": showStaged()
        case "drop": try drop(words.count > 1 ? String(words[1]) : nil)
        default:
            if argument.utf8.starts(with: "http://".utf8) || argument.utf8.starts(with: "https://".utf8) {
                let bytes = try await stoppable { [services] in try await services.download(argument) }
                let path = argument.utf8.prefix { $0 != UInt8(ascii: "?") && $0 != UInt8(ascii: "#") }
                try stage(StagedFile(name: Self.name(String(Substring(path))), bytes: bytes))
            } else {
                try stage(try await file(argument))
            }
        }
    }

    /// `/image`: stages an image.
    mutating func attachImage(_ argument: String) async throws {
        if argument.isEmpty { throw Refusal("Name the image: /image PATH.") }
        let file = try await file(argument)
        guard ChatAttachment.isImage(file.bytes) else {
            throw Refusal("\(file.name) is not a PNG, JPEG, GIF or WebP image; /attach takes text files too.")
        }
        try stage(file)
    }

    private mutating func stage(_ file: StagedFile) throws {
        // The limits are checked now, when the user can still choose another file.
        _ = try StagedFile.message("", with: staged + [file], after: conversation)
        staged.append(file)
        note("\(file.name) (\(file.bytes.count) bytes) goes along with the next message.")
    }

    private func showStaged() {
        if staged.isEmpty { return note("Nothing is attached; /attach PATH takes a file.") }
        note(
            staged.enumerated().map { "\($0.offset + 1). \($0.element.name), \($0.element.bytes.count) bytes" }
                .joined(separator: "\n"))
    }

    private mutating func drop(_ number: String?) throws {
        guard let number else {
            note(staged.isEmpty ? "Nothing is attached." : "Nothing is attached any more.")
            return staged = []
        }
        guard let position = Int(number), position >= 1, position <= staged.count else {
            throw Refusal("There is no attachment \(number); /attach list shows them.")
        }
        note("\(staged.remove(at: position - 1).name) is taken off.")
    }

    /// Reads a file; Ctrl-C gives up a pipe in which nothing comes.
    private func file(_ path: String) async throws -> StagedFile {
        let path = TypedPath.path(path)
        let bytes = try await stoppable {
            do throws(FileError) { return try await WholeFile.reading(path, limit: Self.maximumSize) } catch {
                guard case .tooLarge = error.cause else {
                    throw Refusal("The file \(path) cannot be read: \(error.reason).")
                }
                throw Refusal("The file \(path) is larger than \(Self.maximumSize >> 20) MiB.")
            }
        }
        return StagedFile(name: Self.name(path), bytes: bytes)
    }

    /// The last part of a path.
    private static func name(_ path: String) -> String {
        path.utf8.split(separator: UInt8(ascii: "/")).last.flatMap { String($0) } ?? path
    }
}
