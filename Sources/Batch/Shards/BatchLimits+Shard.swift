extension BatchLimits {
    /// A limit of a whole job that its shards cannot share.
    package enum SharedLimit: Sendable, Hashable, CaseIterable {
        case requestsPerMinute, tokensPerMinute, tokens
    }

    /// The limits of one shard of a job whose shards keep these together.
    ///
    /// - Throws: ``ShardError`` where a shard would get nothing.
    package func divided(for shard: Shard) throws(ShardError) -> BatchLimits {
        func share(_ limit: Int?, _ name: SharedLimit) throws(ShardError) -> Int? {
            guard let limit else { return nil }
            guard limit >= shard.count else { throw .limitTooSmall(name, limit, shards: shard.count) }
            return shard.share(of: limit)
        }
        var limits = self
        limits.requestsPerMinute = try share(requestsPerMinute, .requestsPerMinute)
        limits.tokensPerMinute = try share(tokensPerMinute, .tokensPerMinute)
        limits.maximumTokens = try share(maximumTokens, .tokens)
        limits.maximumCost = maximumCost.map { $0 / Double(shard.count) }
        return limits
    }
}
