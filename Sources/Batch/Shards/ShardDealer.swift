import CloudComputeClient
import HeapModule
import JSON

/// Deals the lines of the input to shards, in order.
///
/// What a line's shard is depends on the line and on those before it alone, never on the model, the parameters or the
/// template of a run: so shards that run apart agree, and lines that are appended change nothing of the lines before.
struct ShardDealer: Sendable {
    private struct Load: Sendable, Comparable {
        var tokens: Int
        var shard: Int

        static func < (one: Load, other: Load) -> Bool { (one.tokens, one.shard) < (other.tokens, other.shard) }
    }

    private let shard: Shard
    private let rule: ShardRule
    private var line = 0
    private var loads = Heap<Load>()

    init(_ shard: Shard, rule: ShardRule) {
        self.shard = shard
        self.rule = rule
        if rule == .tokens { loads = Heap((0..<shard.count).map { Load(tokens: 0, shard: $0) }) }
    }

    /// Whether the next line of the input is this shard's.
    ///
    /// - Parameter id: The line's `custom_id`, where it has been read already.
    mutating func isOurs(_ line: InputLine, id: String?) -> Bool { deal(line, id: id) == shard.index }

    /// The shard of the next line of the input.
    mutating func deal(_ line: InputLine, id: String?) -> Int {
        switch rule {
        case .id: return Self.shard(of: id ?? Self.id(line), count: shard.count)
        case .lines:
            defer { self.line += 1 }
            return self.line % shard.count
        case .tokens:
            guard var least = loads.popMin() else { return 0 }
            least.tokens = least.tokens.saturating(plus: max(1, Self.tokens(line)))
            loads.insert(least)
            return least.shard
        }
    }

    /// The shard of a `custom_id`: FNV-1a of its UTF-8, the upper half folded into the lower, modulo the number of shards.
    ///
    /// Fact: fixed for good, as another hash would deal the lines of every started job anew. FNV-1a by Fowler, Noll and
    /// Vo, who recommend the folding.
    static func shard(of id: String, count: Int) -> Int {
        let hash = fnv1a(id.utf8)
        return Int(truncatingIfNeeded: (hash ^ hash >> 32) % UInt64(clamping: max(1, count)))
    }

    static func fnv1a(_ bytes: some Sequence<UInt8>) -> UInt64 {
        bytes.reduce(0xCBF2_9CE4_8422_2325) { ($0 ^ UInt64($1)) &* 0x0100_0000_01B3 }
    }

    /// The `custom_id` of a line that could not be read as a request, or the name that the line has without one.
    private static func id(_ line: InputLine) -> String {
        let given = text(line)?.withUnsafeBufferPointer { text -> String? in
            guard let range = (try? JSONObjectIndex(of: text))?["custom_id"] else { return nil }
            return (try? JSONValue(parsing: text[range]))?.string
        }
        return given ?? "\(line.stem):\(line.number)"
    }

    /// The tokens of a line by its own text.
    private static func tokens(_ line: InputLine) -> Int {
        guard case .text(let text) = line.content else { return 1 }
        guard text.containsBytes("\"body\"") else { return TokenEstimate.total(text) }
        let body = text.withUnsafeBufferPointer { bytes in (try? JSONObjectIndex(of: bytes))?["body"].map { text[$0] } }
        return TokenEstimate.total(body.map { Array($0) } ?? text)
    }

    private static func text(_ line: InputLine) -> [UInt8]? {
        if case .text(let text) = line.content { text } else { nil }
    }
}
