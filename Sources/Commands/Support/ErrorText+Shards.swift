import Batch
import Files
import Localization

/// What keeps a shard of a batch from running.
extension ErrorText {
    static func text(_ error: ShardError) -> String {
        switch error {
        case .otherCount(let manifest, let shards, let asked):
            localized(
                "\(manifest) says that this output has \(shards) shards, and this run would be shard \(asked.index) of "
                    + "\(asked.count), so nothing was sent; pass --shard I/\(shards) with the shard's number, which is that of the "
                    + "first submission even where only some tasks are submitted again, or choose another output with -o."
            )
        case .otherRule(let manifest, let rule, let asked):
            localized(
                "\(manifest) says that the lines of this output are dealt by \(rule.rawValue), not by \(asked.rawValue), so nothing "
                    + "was sent; pass --shard-by \(rule.rawValue), or choose another output with -o.")
        case .otherInputs(let manifest, let names):
            localized(
                "\(manifest) says that this output is of other inputs (\(list(names))), so nothing was sent; name the same inputs "
                    + "in the same order, or choose another output with -o.")
        case .otherContent(let manifest, let input):
            localized(
                "The input \(input) does not begin as it did when \(manifest) was made, so nothing was sent; lines may be "
                    + "appended to it, but for another input choose another output with -o.")
        case .changedSize(let manifest, let input, let rule):
            localized(
                "The input \(input) has changed its size since \(manifest) was made, which deals the lines of the inputs after it "
                    + "anew by \(rule.rawValue), so nothing was sent; append to the last input only, or choose another output with -o."
            )
        case .notAManifest(let path):
            localized(
                "\(path) was not written by this program, so nothing was changed; move it away, or choose another output with -o."
            )
        case .unusableManifest(let error):
            localized("The list of shards \(error.path) cannot be made or read: \(error.reason).")
        case .outputIsNoFile(let path):
            localized(
                "\(path == "-" ? Message("Standard output") : Message(verbatim: path)) cannot be the output of a shard; name a file with -o."
            )
        case .limitTooSmall(let limit, let amount, let shards):
            localized(
                "\(flag(limit)) \(amount) leaves nothing to some of \(shards) shards; use fewer shards, a higher limit, or "
                    + "--limits per-shard, by which each shard gets all of it.")
        }
    }

    private static func flag(_ limit: BatchLimits.SharedLimit) -> String {
        switch limit {
        case .requestsPerMinute: "--rpm"
        case .tokensPerMinute: "--tpm"
        case .tokens: "--max-tokens-total"
        }
    }

    private static func list(_ names: [String]) -> Message {
        let list = names.prefix(3).joined(separator: ", ")
        return names.count > 3 ? Message("\(list) and \(names.count - 3) more") : Message(verbatim: list)
    }
}
