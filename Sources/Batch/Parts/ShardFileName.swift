/// The name of a shard's output: `out.3-of-8.jsonl`, or `out.3-of-8.attempt-2.jsonl` of an attempt that could not have it.
package struct ShardFileName: Sendable, Hashable {
    /// A larger count is taken for a part of some other name.
    private static let maximumCount = 1_000_000
    private static let separator = "-of-"
    private static let attemptMark = ".attempt-"

    /// What stands before the shard's number, the folder included: `results/out`.
    package var stem: String
    /// The shard's number, from 0.
    package var shard: Int
    /// How many shards there are.
    package var count: Int
    /// The attempt's number; `nil` for the shard's own output.
    package var attempt: Int?

    /// Reads the name of an output; `nil` where it is not one of a shard.
    package init?(_ path: String) {
        guard path.hasSuffix(".jsonl") else { return nil }
        var rest = path.dropLast(6)
        if let mark = rest.lastDot, rest[mark...].hasPrefix(Self.attemptMark) {
            guard let number = Self.number(rest[mark...].dropFirst(Self.attemptMark.count)) else { return nil }
            attempt = number
            rest = rest[..<mark]
        }
        guard let dot = rest.lastDot else { return nil }
        let parts = rest[rest.index(after: dot)...].split(
            separator: Self.separator, maxSplits: 1, omittingEmptySubsequences: false)
        guard parts.count == 2, let shard = Self.number(parts[0]), let count = Self.number(parts[1]), shard < count,
            count <= Self.maximumCount
        else { return nil }
        stem = String(rest[..<dot])
        guard !stem.isEmpty, stem.last != "/" else { return nil }
        self.shard = shard
        self.count = count
    }

    /// The name of the shard's own output.
    var ofShard: ShardFileName {
        var name = self
        name.attempt = nil
        return name
    }

    private static func number(_ text: Substring) -> Int? {
        guard (1...9).contains(text.utf8.count), text.utf8.allSatisfy({ (0x30...0x39).contains($0) }) else {
            return nil
        }
        return Int(text)
    }
}

extension Substring {
    fileprivate var lastDot: Index? { lastIndex(of: ".") }
}
