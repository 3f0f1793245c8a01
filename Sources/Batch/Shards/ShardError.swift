package import Files

/// What keeps a shard of a batch from running.
package enum ShardError: Error, Sendable, Hashable {
    /// The outputs were begun with another number of shards.
    case otherCount(manifest: String, shards: Int, asked: Shard)
    /// The outputs were begun with another rule.
    case otherRule(manifest: String, rule: ShardRule, asked: ShardRule)
    /// The outputs were begun with other inputs, or with the same in another order.
    case otherInputs(manifest: String, names: [String])
    /// An input does not begin as it did when the outputs were begun.
    case otherContent(manifest: String, input: String)
    /// An input that is not the last has changed its size, which moves every line after it to another shard.
    case changedSize(manifest: String, input: String, rule: ShardRule)
    /// Another program's file stands where the manifest should.
    case notAManifest(String)
    case unusableManifest(FileError)
    /// The output is no file, so that it cannot be told what each shard does.
    case outputIsNoFile(String)
    /// A limit of the whole job leaves nothing to some shards.
    case limitTooSmall(BatchLimits.SharedLimit, Int, shards: Int)
}
