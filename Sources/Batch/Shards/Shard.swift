/// One share of the input and how many there are.
package struct Shard: Sendable, Hashable {
    /// More shards than this come from a slip, or from a variable that holds something else.
    package static let maximumCount = 1_000_000

    /// The shard's number, from 0.
    package let index: Int
    package let count: Int

    /// `nil` where there can be no such shard.
    package init?(index: Int, count: Int) {
        guard (1...Self.maximumCount).contains(count), (0..<count).contains(index) else { return nil }
        self.index = index
        self.count = count
    }

    /// Its part of an amount that all shards have together: what is left over goes to the first shards.
    func share(of amount: Int) -> Int { amount / count + (index < amount % count ? 1 : 0) }
}

/// By what lines are dealt to shards.
package enum ShardRule: String, Sendable, CaseIterable {
    /// By a hash of their `custom_id`, given or made.
    case id
    /// In turn.
    case lines
    /// Each line to the shard that has the fewest tokens so far, by estimate.
    case tokens
}

/// What a run is to do of its input, and where it may write.
package struct Sharding: Sendable {
    package var shard: Shard
    package var rule: ShardRule
    /// The output as the user named it, which all shards have in common.
    package var output: String
    /// How often the launcher has started this task again, where it tells.
    package var restarts: Int?
    /// How long another run of the same shard is waited for before this one goes on in an output of its own.
    package var lockPatience: Duration

    package init(
        _ shard: Shard, rule: ShardRule = .id, output: String, restarts: Int? = nil,
        lockPatience: Duration = .seconds(30)
    ) {
        self.shard = shard
        self.rule = rule
        self.output = output
        self.restarts = restarts
        self.lockPatience = lockPatience
    }
}
