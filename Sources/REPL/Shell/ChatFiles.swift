import Conversations
import Files
import Localization
import SystemPackage

/// The files of a chat: what is attached, and what is exported.
enum ChatFiles {
    /// Larger files are refused, in bytes.
    private static let maximumSize = 64 << 20

    /// Reads a file; a task that is cancelled gives up a pipe in which nothing comes.
    ///
    /// - Throws: ``ChatCommandError``.
    static func read(_ typed: String) async throws -> FileAttachment {
        let path = HomeDirectory.expand(typed)
        do throws(FileError) {
            return FileAttachment(
                name: FileAttachment.name(ofPath: path), bytes: try await WholeFile.reading(path, limit: maximumSize))
        } catch {
            switch error.cause {
            case .tooLarge:
                throw ChatCommandError(localized("The file \(path) is larger than \(maximumSize >> 20) MiB."))
            case .directory:
                throw ChatCommandError(localized("\(path) is a directory; name the files in it one by one."))
            default: throw ChatCommandError(localized("The file \(path) cannot be read: \(error.reason)."))
            }
        }
    }

    /// Writes a text to a file that only the user can read, and that did not exist unless it is to be replaced.
    ///
    /// - Returns: The file's path.
    /// - Throws: ``ChatCommandError``; ``ExistingFile`` where there is a file that could be replaced.
    static func write(_ text: String, to typed: String, replaces: Bool = false) throws -> String {
        let path = HomeDirectory.expand(typed)
        let former = (try? FileStatus.of(path)).flatMap(\.self)
        if former?.kind == .regular {
            guard replaces else { throw ExistingFile(path: path) }
            return try replace(path, by: text)
        }
        switch former?.kind {
        case .directory?: throw unwritable(path, localized("it is a folder; name a file in it"))
        case .device?: throw unwritable(path, localized("it is a device; name a file"))
        default: break
        }
        let descriptor: FileDescriptor
        do {
            descriptor = try FileDescriptor.open(
                path, .writeOnly, options: [.create, .exclusiveCreate, .closeOnExec], permissions: .ownerReadWrite)
        } catch {
            let exists = error as? Errno == .fileExists
            throw unwritable(path, exists ? localized("it exists already") : reason(path, error))
        }
        defer { try? descriptor.close() }
        do { try descriptor.writeAll(text.utf8) } catch { throw unwritable(path, reason(path, error)) }
        return path
    }

    private static func replace(_ path: String, by text: String) throws -> String {
        do throws(FileError) {
            let draft = try FileDraft(replacing: path)
            if let failure = draft.descriptor.writeWhole(Array(text.utf8)).failure {
                draft.discard()
                throw FileError(path: path, failure)
            }
            try draft.commit()
            try? draft.descriptor.close()
        } catch {
            throw unwritable(path, error.reason)
        }
        return path
    }

    private static func unwritable(_ path: String, _ reason: String) -> ChatCommandError {
        ChatCommandError(localized("\(path) cannot be written: \(reason)."))
    }

    private static func reason(_ path: String, _ error: any Error) -> String {
        FileError(path: path, .system(error as? Errno ?? .ioError)).reason
    }
}
