import Files
import Localization
import SystemPackage

/// The file that conversations are exported to: a new one, or one that replaces another all or nothing.
struct TranscriptFile {
    private let path: String
    private let draft: FileDraft
    private let isNew: Bool

    /// Makes the file, which has its name only once it is whole.
    ///
    /// - Throws: ``CommandFailure`` where it cannot be written, or is there and is not to be replaced.
    init(_ path: String, replaces: Bool, _ console: CommandContext.Console) async throws {
        self.path = path
        let former: FileStatus?
        do throws(FileError) { former = try FileStatus.of(path) } catch { throw Self.failure(path, error.reason) }
        isNew = former == nil
        if let former {
            guard former.kind == .regular else { throw Self.failure(path, localized("it is no regular file")) }
            if !replaces {
                guard StandardInput.isTerminal else {
                    throw Self.failure(path, localized("it exists already; --force replaces it"))
                }
                guard try await Confirmation.asks(localized("\(path) exists already. Replace it?"), console) else {
                    throw CommandFailure(localized("Nothing was written."), .someFailed)
                }
            }
        }
        do throws(FileError) { draft = try FileDraft(replacing: path) } catch {
            throw Self.failure(path, error.reason)
        }
    }

    /// Adds text.
    ///
    /// - Throws: ``CommandFailure``.
    func write(_ text: String) throws {
        guard let failure = draft.descriptor.writeWhole(Array(text.utf8)).failure else { return }
        throw Self.failure(path, FileError(path: path, failure).reason)
    }

    /// Gives the file its name.
    ///
    /// - Throws: ``CommandFailure``.
    func commit() throws {
        do throws(FileError) { try isNew ? draft.commitAsNew() : draft.commit() } catch {
            throw Self.failure(path, error.reason)
        }
        try? draft.descriptor.close()
    }

    /// Leaves nothing behind.
    func discard() { draft.discard() }

    private static func failure(_ path: String, _ reason: String) -> CommandFailure {
        CommandFailure(localized("\(path) cannot be written: \(reason)."), .inputOutput)
    }
}
