import Files
import SystemPackage

/// The outputs that arguments stand for: files, folders, patterns, and the name that a sharded run was given.
package struct PartSet: Sendable {
    /// Shards of a run that have no output.
    package struct AbsentShards: Sendable, Hashable {
        /// What the outputs of the run begin with.
        package var stem: String
        /// How many shards the run has.
        package var count: Int
        /// The numbers of those that have no output.
        package var shards: [Int]
    }

    /// The outputs in order, each once; the file of results, the one of failures, or both are there.
    package private(set) var outputs: [String] = []
    package private(set) var absent: [AbsentShards] = []
    /// The folders of pools, without a slash at their end.
    private(set) var pools: [String] = []
    /// What sidecars tell of the inputs.
    private(set) var manifests: [PartManifest] = []
    private let arguments: [String]
    private var places: Set<FilePlace> = []
    /// What the outputs of sharded runs begin with.
    private var stems: [String] = []

    /// Finds what the arguments stand for.
    ///
    /// - Throws: ``MergeError``.
    package init(_ arguments: [String]) throws(MergeError) {
        self.arguments = arguments
        for argument in arguments {
            do throws(FileError) { try add(argument) } catch { throw .unreadable(error) }
        }
        addAbsentShards()
        if let argument = arguments.first, outputs.isEmpty, absent.isEmpty { throw .nothingFound(argument) }
    }

    /// Looks anew: runs may have made parts since.
    ///
    /// - Throws: ``MergeError``.
    func refreshed() throws(MergeError) -> PartSet { try PartSet(arguments) }

    /// The lines of the pools; `nil` where there are other parts as well.
    var poolLines: Int? {
        guard !pools.isEmpty, outputs.allSatisfy(isOfAPool) else { return nil }
        return pools.reduce(0) { $0 + (PoolStatus.description(in: $1)?.lines ?? 0) }
    }

    /// The outputs beside which a run may tell of itself.
    var outputsOfRuns: [String] { outputs.filter { !isOfAPool($0) } }

    func isOfAPool(_ output: String) -> Bool {
        pools.contains { output.hasPrefix("\($0)/\(Self.poolParts)/") }
    }

    private mutating func add(_ argument: String) throws(FileError) {
        if let status = try FileStatus.of(argument) {
            return status.kind == .directory ? try add(folder: argument) : try add(file: argument)
        }
        let found = FolderListing.isPattern(argument) ? FolderListing.paths(fitting: argument) : []
        for path in found where try FileStatus.of(path)?.kind != .directory { try add(file: path) }
        if !found.isEmpty { return }
        try addShards(of: argument)
    }

    /// The parts of a folder: outputs of shards, and of a pool all that its workers wrote.
    private mutating func add(folder: String) throws(FileError) {
        let prefix = folder.hasSuffix("/") ? folder : folder + "/"
        let names = try FolderListing.names(in: folder)
        for name in names where Self.isOutput(name) && ShardFileName(name) != nil { try add(file: prefix + name) }
        for name in names where name.hasSuffix(".errors.jsonl") && ShardFileName(Self.output(ofErrors: name)) != nil {
            try add(file: prefix + name)
        }
        guard names.contains(Self.poolFile) else { return }
        pools.append(String(prefix.dropLast()))
        if let manifest = PartManifest(prefix + Self.poolFile) { manifests.append(manifest) }
        guard try FileStatus.of(prefix + Self.poolParts)?.kind == .directory else { return }
        for name in try FolderListing.names(in: prefix + Self.poolParts) where name.hasSuffix(".jsonl") {
            try add(file: prefix + Self.poolParts + "/" + name)
        }
    }

    private static let poolFile = "pool.json"
    static let poolParts = "parts"

    /// The shards of a run that was given this name for its output.
    private mutating func addShards(of argument: String) throws(FileError) {
        let stem = argument.hasSuffix(".jsonl") ? String(argument.dropLast(6)) : argument
        let folder = stem.lastIndex(of: "/").map { String(stem[...$0]) } ?? ""
        for name in (try? FolderListing.names(in: folder)) ?? [] where name.hasSuffix(".jsonl") {
            let path = folder + name
            let output = path.hasSuffix(".errors.jsonl") ? Self.output(ofErrors: path) : path
            if ShardFileName(output)?.stem == stem { try add(file: path) }
        }
        if PartManifest(PartManifest.path(stem: stem))?.count != nil {
            stems.append(stem)
        } else if !outputs.contains(where: { ShardFileName($0)?.stem == stem }) {
            throw FileError(path: argument, .noSuchFileOrDirectory)
        }
    }

    private mutating func add(file path: String) throws(FileError) {
        if path.hasSuffix(".superseded.jsonl") { return }
        let output = path.hasSuffix(".errors.jsonl") ? Self.output(ofErrors: path) : path
        guard let place = try FilePlace(output) else { throw FileError(path: output, .notRegular) }
        if places.insert(place).inserted { outputs.append(output) }
    }

    private static func isOutput(_ name: String) -> Bool {
        name.hasSuffix(".jsonl") && !name.hasSuffix(".errors.jsonl") && !name.hasSuffix(".superseded.jsonl")
    }

    private static func output(ofErrors path: String) -> String { path.dropLast(".errors.jsonl".count) + ".jsonl" }

    /// Learns from names and sidecars which shards have no output.
    private mutating func addAbsentShards() {
        let names = outputs.compactMap { ShardFileName($0) }
        var counts: [String: Int] = [:]
        var present: [String: Set<Int>] = [:]
        for name in names {
            if counts[name.stem] == nil { stems.append(name.stem) }
            counts[name.stem] = max(name.count, counts[name.stem] ?? 0)
            present[name.stem, default: []].insert(name.shard)
        }
        var seen: Set<String> = []
        for stem in stems where seen.insert(stem).inserted {
            let manifest = PartManifest(PartManifest.path(stem: stem))
            if let manifest { manifests.append(manifest) }
            let count = manifest?.count ?? counts[stem] ?? 0
            let missing = (0..<count).filter { !(present[stem] ?? []).contains($0) }
            if !missing.isEmpty { absent.append(AbsentShards(stem: stem, count: count, shards: missing)) }
        }
    }

    /// The inputs that sidecars name, where all of them can be read.
    var inputs: [String]? {
        guard !manifests.isEmpty else { return nil }
        var inputs: [String] = []
        for manifest in manifests {
            guard let found = manifest.readableInputs else { return nil }
            for input in found where !inputs.contains(input) { inputs.append(input) }
        }
        return inputs
    }
}
