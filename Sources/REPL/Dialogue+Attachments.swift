import CloudComputeClient
import Foundation
import Settings

extension Dialogue {
    /// `/attach`: stages a file or what a URL names, shows what is staged, or takes it off again.
    mutating func attach(_ argument: String) async throws {
        let words = argument.split(separator: " ", maxSplits: 1)
        switch words.first {
        case nil, "list": showStaged()
        case "drop": try drop(words.count > 1 ? String(words[1]) : nil)
        default:
            if argument.hasPrefix("http://") || argument.hasPrefix("https://") {
                let bytes = try await stoppable { [services] in try await services.download(argument) }
                let path = argument.prefix { $0 != "?" && $0 != "#" }
                try stage(StagedFile(name: path.split(separator: "/").last.map(String.init) ?? argument, bytes: bytes))
            } else {
                try stage(Self.file(argument))
            }
        }
    }

    /// `/image`: stages an image.
    mutating func attachImage(_ argument: String) throws {
        if argument.isEmpty { throw Refusal("Name the image: /image PATH.") }
        let file = try Self.file(argument)
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
        guard let index = Int(number), staged.indices.contains(index - 1) else {
            throw Refusal("There is no attachment \(number); /attach list shows them.")
        }
        note("\(staged.remove(at: index - 1).name) is taken off.")
    }

    private static func file(_ path: String) throws -> StagedFile {
        let path = TypedPath.path(path)
        do {
            let bytes = Array(try Data(contentsOf: URL(fileURLWithPath: path)))
            return StagedFile(name: path.split(separator: "/").last.map(String.init) ?? path, bytes: bytes)
        } catch {
            throw Refusal("The file \(path) cannot be read: \(FileProblem.reason(error)).")
        }
    }
}
