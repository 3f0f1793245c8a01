import CloudComputeClient
import JSON

/// What all shards of a job have to agree on: how many they are, the rule, and the input.
///
/// Of an input its name counts and how it begins, so that lines may be appended but no other file takes its place.
struct ShardManifest: Sendable, Hashable {
    struct Input: Sendable, Hashable {
        /// What its lines are named after.
        var name: String
        /// How many bytes of its beginning the hash is of.
        var length: Int
        var hash: UInt64
        /// The bytes that it had.
        var size: Int
        /// Where it was when the manifest was made, from the manifest's folder; a merge looks there first.
        var path: String?

        init(name: String, path: String? = nil, beginning: [UInt8], size: Int) {
            self.name = name
            self.path = path
            length = beginning.count
            hash = ShardDealer.fnv1a(beginning)
            self.size = size
        }
    }

    /// How much of an input tells it from others.
    static let beginning = 64 << 10

    var shards: Int
    var rule: ShardRule
    var inputs: [Input]
}

extension ShardManifest {
    private static let format = "cloudcompute.shards.1"

    /// The text of the file, for people too.
    var text: [UInt8] {
        func quoted(_ text: String) -> String { String(decoding: JSONValue.string(text).jsonBytes, as: UTF8.self) }
        let inputs = inputs.map { input in
            "    {\"name\": \(quoted(input.name)), \"bytes\": \(input.size), \"hash\": \"\(String(input.hash, radix: 16))\", "
                + "\"hash_bytes\": \(input.length)\(input.path.map { ", \"path\": \(quoted($0))" } ?? "")}"
        }
        return Array(
            """
            {
              "format": \(quoted(Self.format)),
              "shards": \(shards),
              "rule": \(quoted(rule.rawValue)),
              "inputs": [
            \(inputs.joined(separator: ",\n"))
              ]
            }

            """.utf8)
    }

    /// Reads the text of a file; `nil` where it is not one of ours.
    init?(_ text: [UInt8]) {
        guard let json = try? JSONValue(parsing: text), json["format"]?.string == Self.format,
            let shards = json["shards"]?.int, Shard(index: 0, count: shards) != nil,
            let rule = json["rule"]?.string.flatMap(ShardRule.init), case .array(let array)? = json["inputs"]
        else { return nil }
        self.shards = shards
        self.rule = rule
        inputs = []
        for value in array {
            guard let input = Input(value) else { return nil }
            inputs.append(input)
        }
    }

    /// What of the present run does not fit; `nil` where all does.
    ///
    /// - Parameters:
    ///   - size: The present size of an input, by its place.
    ///   - beginning: The first bytes of an input, by its place, as many as are asked for or there are.
    /// - Throws: What `beginning` throws.
    func mismatch(
        _ asked: Shard, _ askedRule: ShardRule, names: [String], manifest: String,
        size: (Int) -> Int, beginning: (Int, Int) throws(BatchError) -> [UInt8]
    ) throws(BatchError) -> ShardError? {
        if asked.count != shards { return .otherCount(manifest: manifest, shards: shards, asked: asked) }
        if askedRule != rule { return .otherRule(manifest: manifest, rule: rule, asked: askedRule) }
        if names != inputs.map(\.name) { return .otherInputs(manifest: manifest, names: inputs.map(\.name)) }
        for (place, input) in inputs.enumerated() {
            let bytes = try beginning(place, input.length)
            guard bytes.count == input.length, ShardDealer.fnv1a(bytes) == input.hash else {
                return .otherContent(manifest: manifest, input: input.name)
            }
            if rule != .id, place < inputs.count - 1, size(place) != input.size {
                return .changedSize(manifest: manifest, input: input.name, rule: rule)
            }
        }
        return nil
    }
}

extension ShardManifest.Input {
    fileprivate init?(_ json: JSONValue) {
        guard let name = json["name"]?.string, let size = json["bytes"]?.int, size >= 0,
            let hash = json["hash"]?.string.flatMap({ UInt64($0, radix: 16) }),
            let length = json["hash_bytes"]?.int, (0...ShardManifest.beginning).contains(length)
        else { return nil }
        self.name = name
        self.size = size
        self.hash = hash
        self.length = length
        path = json["path"]?.string
    }
}
