import Files
import JSON
import SystemPackage

/// What the sidecar of a sharded run tells: how many shards there are, and of which inputs.
struct PartManifest: Sendable, Equatable {
    private static let countLimit = 1_000_000

    var path: String
    var count: Int?
    var inputs: [Input]

    /// An input by its name, as the run was given it or without its ending, and what it begins with.
    struct Input: Sendable, Equatable {
        var name: String
        /// Where it was, from the sidecar's folder.
        var path: String?
        /// FNV-1a of the first bytes, and how many those are, where the sidecar tells.
        var hash: UInt64?
        var length = 0
    }

    /// `out.shards.json` for the stem `out`.
    static func path(stem: String) -> String { stem + ".shards.json" }

    /// Reads a sidecar; `nil` where there is none or it tells nothing.
    init?(_ path: String) {
        guard let bytes = try? WholeFile.read(path, limit: ShardManifestFile.limit) else { return nil }
        self.init(path, bytes)
    }

    init?(_ path: String, _ bytes: [UInt8]) {
        guard let json = try? JSONValue(parsing: bytes) else { return nil }
        self.path = path
        count = json["shards"]?.int.flatMap { (1...Self.countLimit).contains($0) ? $0 : nil }
        let named = (json["inputs"]?.array ?? []).map(Input.init)
        // Of an input that has no name, as standard input, nobody can tell what is missing.
        inputs = named.contains(nil) ? [] : named.compactMap { $0 }
        if count == nil, inputs.isEmpty { return nil }
    }

    /// The inputs where each can be found, from here or from the sidecar's folder; `nil` where one is not there.
    var readableInputs: [String]? {
        guard !inputs.isEmpty else { return nil }
        let folder = path.lastIndex(of: "/").map { path[...$0] } ?? ""
        var found: [String] = []
        for input in inputs {
            let hint = input.path.map { $0.hasPrefix("/") ? $0 : folder + $0 }
            let names = input.name.hasPrefix("/") || folder.isEmpty ? [input.name] : [input.name, folder + input.name]
            let places = [hint].compactMap { $0 } + names.flatMap { [$0, $0 + ".jsonl"] }
            guard let place = places.first(where: input.isAt) else { return nil }
            found.append(place)
        }
        return found
    }
}

extension PartManifest.Input {
    private static let longestBeginning = 1 << 20

    fileprivate init?(_ json: JSONValue) {
        guard let name = json.string ?? json["name"]?.string, !name.isEmpty, name != "-" else { return nil }
        self.name = name
        path = json["path"]?.string
        length = json["hash_bytes"]?.int.flatMap { (0...Self.longestBeginning).contains($0) ? $0 : nil } ?? 0
        hash = json["hash"]?.string.flatMap { UInt64($0, radix: 16) }
    }

    /// Whether the file at a path is this input, or may be.
    fileprivate func isAt(_ path: String) -> Bool {
        guard let file = try? PartFile(path) else { return false }
        guard let hash else { return true }
        guard file.size >= length, let descriptor = try? file.open() else { return false }
        defer { try? descriptor.close() }
        var beginning = [UInt8](repeating: 0, count: length)
        guard (try? descriptor.readBlock(&beginning, at: 0)) == length else { return false }
        return ShardDealer.fnv1a(beginning) == hash
    }
}
