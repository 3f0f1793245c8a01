import Files
import SystemPackage

/// The manifest of a job on the disk: made once, by whichever shard comes first, and never changed.
struct ShardManifestFile: Sendable {
    static let limit = 64 << 20
    /// How long a manifest that another shard is about to write may be unreadable, where the file system has no links.
    private static let patience = Duration.seconds(5)
    private static let pace = Duration.milliseconds(50)

    let path: String

    /// Reads the manifest; `nil` where there is none.
    ///
    /// - Throws: ``ShardError`` where another file stands there or it cannot be read.
    func read() async throws -> ShardManifest? {
        let end = ContinuousClock.now + Self.patience
        while true {
            let text: [UInt8]
            do throws(FileError) { text = try WholeFile.read(path, limit: Self.limit) } catch {
                if error.cause == .system(.noSuchFileOrDirectory) { return nil }
                throw ShardError.unusableManifest(error)
            }
            if let manifest = ShardManifest(text) { return manifest }
            guard text.isEmpty || text.first == UInt8(ascii: "{"), text.last != UInt8(ascii: "\n"),
                ContinuousClock.now < end
            else { throw ShardError.notAManifest(path) }
            try await Task.sleep(for: Self.pace)
        }
    }

    /// Writes the manifest unless another shard has done so meanwhile; either way the one that stands there counts.
    ///
    /// - Throws: ``ShardError``.
    func make(_ manifest: ShardManifest) async throws -> ShardManifest {
        do throws(FileError) { try write(manifest.text) } catch {
            guard error.cause == .system(.fileExists) else { throw ShardError.unusableManifest(error) }
        }
        guard let standing = try await read() else {
            throw ShardError.unusableManifest(FileError(path: path, .noSuchFileOrDirectory))
        }
        return standing
    }

    private func write(_ text: [UInt8]) throws(FileError) {
        let draft = try FileDraft(replacing: path)
        let (_, failure) = draft.descriptor.writeWhole(text)
        if let failure {
            draft.discard()
            throw FileError(path: path, failure)
        }
        try draft.commitAsNew()
        try? draft.descriptor.close()
    }
}
