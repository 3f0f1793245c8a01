import Files
import SystemPackage

/// Holds a run to what the shards of its job have in common.
struct ShardAgreement {
    private let file: ShardManifestFile
    private let sharding: Sharding
    private let inputs: [String]
    private let names: [String]
    private let source: InputSource

    init(_ sharding: Sharding, inputs: [String], source: InputSource) {
        file = ShardManifestFile(path: ShardPath.manifest(sharding.output))
        self.sharding = sharding
        self.inputs = inputs
        self.source = source
        let stems = InputStems.names(of: inputs)
        names = inputs.map { stems[$0] ?? $0 }
    }

    /// Refuses what does not fit the manifest, where there is one yet.
    ///
    /// - Throws: ``ShardError``, ``BatchError``.
    func check() async throws {
        if let manifest = try await file.read() { try check(manifest) }
    }

    /// Makes the manifest where there is none, once it is known that the run can begin.
    ///
    /// - Throws: ``ShardError``, ``BatchError``.
    func settle() async throws {
        if try await file.read() != nil { return }
        var manifest = ShardManifest(shards: sharding.shard.count, rule: sharding.rule, inputs: [])
        for (input, name) in zip(inputs, names) {
            let (bytes, size) = try source.beginning(of: input, ShardManifest.beginning)
            manifest.inputs.append(ShardManifest.Input(name: name, path: path(of: input), beginning: bytes, size: size))
        }
        try check(await file.make(manifest))
    }

    /// Where an input is, from the manifest's folder; its own name stays, since its lines are named after it.
    private func path(of input: String) -> String? {
        func folder(_ path: FilePath) -> FilePath {
            let folder = path.removingLastComponent()
            return FilePath(FileDraft.realPath(folder.isEmpty ? "." : folder.string))
        }
        let file = FilePath(input)
        guard input != "-", let name = file.lastComponent, (try? FileStatus.of(input))?.kind == .regular else {
            return nil
        }
        var path = folder(file).appending(name)
        _ = path.removePrefix(folder(FilePath(self.file.path)))
        return path.string
    }

    private func check(_ manifest: ShardManifest) throws {
        let mismatch = try manifest.mismatch(
            sharding.shard, sharding.rule, names: names, manifest: file.path,
            size: { place in (try? source.beginning(of: inputs[place], 0).size) ?? 0 },
            beginning: { place, length throws(BatchError) in try source.beginning(of: inputs[place], length).bytes })
        if let mismatch { throw mismatch }
    }
}
