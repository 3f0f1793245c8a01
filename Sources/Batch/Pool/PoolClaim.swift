/// The right to run a chunk: the first to make it has it, and a later generation takes it over.
struct PoolClaim: Sendable, Hashable {
    private static let maximumGeneration = 1_000_000

    var chunk: Int
    /// From 1.
    var generation: Int

    /// The name of its files.
    var name: String { "\(chunk).\(generation)" }

    init(_ chunk: Int, _ generation: Int) {
        self.chunk = chunk
        self.generation = generation
    }

    /// Reads a name; `nil` where it is none.
    init?(name: Substring) {
        let parts = name.split(separator: ".", omittingEmptySubsequences: false)
        guard parts.count == 2, let chunk = Int(parts[0]), let generation = Int(parts[1]), chunk >= 0,
            1...Self.maximumGeneration ~= generation, name == "\(chunk).\(generation)"
        else { return nil }
        self.init(chunk, generation)
    }
}

/// What looking into the folder of a pool showed.
struct PoolListing: Sendable {
    var claims: [PoolClaim] = []
    /// Claims that their holders have given back.
    var released: Set<PoolClaim> = []
    /// The chunks that are done, and whether lines of them have failed for good.
    var done: [Int: Bool] = [:]
}

/// What looking at a claim showed.
enum PoolSighting: Sendable, Hashable {
    /// What its holder wrote last, as a number.
    case beat(UInt64)
    /// Its holder is known to have ended.
    case ended
}
