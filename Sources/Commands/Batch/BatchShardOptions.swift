import ArgumentParser
import Batch
import Files
import Localization

/// The options that say which share of the input a run does.
struct BatchShardOptions: ParsableArguments {
    @Option(
        help: ArgumentHelp(
            "Do one share of the input, counted from 0; auto takes it from the launcher's variables.",
            valueName: "i/n|auto"),
        transform: ShardChoice.init)
    var shard: ShardChoice?

    @Option(
        help: ArgumentHelp(
            "With auto, how many shards there are, where the launcher does not say; CLOUDCOMPUTE_SHARDS does the same.",
            valueName: "n"))
    var shards: Int?

    @Option(
        help: ArgumentHelp(
            "Deal lines by a hash of their custom_id, or evenly by lines or by tokens; id unless given.",
            valueName: "id|lines|tokens"))
    var shardBy: ShardRule?

    @Option(
        name: .customLong("limits"),
        help: ArgumentHelp(
            "Divide --rpm, --tpm, --max-cost and --max-tokens-total by the number of shards (shared), "
                + "or give each shard all of them (per-shard); shared unless given.",
            valueName: "shared|per-shard"))
    var limitSharing: LimitSharing?

    @Option(
        help: ArgumentHelp(
            "How long to wait for another run of the same shard to end, before this one goes on in files of its own; "
                + "30s unless given.",
            valueName: "time"))
    var lockWait: TimeArgument<Seconds>?

    /// Whether the shards of a job keep its limits together.
    enum LimitSharing: String, CaseIterable, ExpressibleByArgument, Sendable {
        case shared
        case perShard = "per-shard"
    }

    func validate() throws {
        if let shards, !(1...Shard.maximumCount).contains(shards) {
            throw ValidationError(localized("--shards \(shards) is out of range; it is 1 to \(Shard.maximumCount)."))
        }
        if shards != nil, case .explicit? = shard {
            throw ValidationError(localized("--shards goes with --shard auto; --shard I/N names the number itself."))
        }
        guard shard == nil else { return }
        let others = [
            ("--shards", shards != nil), ("--shard-by", shardBy != nil), ("--limits", limitSharing != nil),
            ("--lock-wait", lockWait != nil),
        ]
        if let (name, _) = others.first(where: \.1) { throw ValidationError(localized("\(name) needs --shard.")) }
    }

    /// What the run is to do, and what is said of it.
    ///
    /// - Throws: ``LauncherRefusal``, ``ShardError``.
    func selection(of output: String, in environment: [String: String]) throws -> ShardSelection {
        guard let shard else { return ShardSelection(wholeInputIn: environment) }
        let found: (shard: Shard, rank: LauncherRank?) =
            switch shard {
            case .explicit(let shard): (shard, nil)
            case .automatic: try LauncherRank.shard(in: environment, count: shards)
            }
        if output == "-" { throw ShardError.outputIsNoFile(output) }
        if let status = try? FileStatus.of(output), status.kind != .regular { throw ShardError.outputIsNoFile(output) }
        let sharding = Sharding(
            found.shard, rule: shardBy ?? .id, output: output, restarts: LauncherRank.restarts(in: environment),
            lockPatience: lockWait?.duration ?? .seconds(30))
        return ShardSelection(
            sharding: sharding, keepsLimits: limitSharing == .perShard,
            note: found.rank.map { ShardText.rule(found.shard, $0) })
    }
}

/// Which share of the input a run does, if not all of it.
struct ShardSelection: Sendable {
    var sharding: Sharding?
    var keepsLimits = false
    /// What is said before the run begins.
    var note: String?

    /// The file of this shard for one that the user named.
    func file(_ path: String) -> String { sharding.map { ShardPath.file(path, of: $0.shard) } ?? path }

    /// The files beside input and output, which no output may be.
    var files: [RunFile] {
        sharding.map { [RunFile(.other(localized("list of shards")), ShardPath.manifest($0.output))] } ?? []
    }

    /// The limits of this shard.
    ///
    /// - Throws: ``ShardError`` where a limit cannot be divided.
    func limits(_ limits: BatchLimits) throws -> BatchLimits {
        guard let sharding, !keepsLimits else { return limits }
        return try limits.divided(for: sharding.shard)
    }
}

extension ShardSelection {
    /// All of the input; where a launcher has several tasks, that is perhaps not what is meant.
    fileprivate init(wholeInputIn environment: [String: String]) {
        do throws(LauncherRefusal) {
            let (shard, rank) = try LauncherRank.shard(in: environment)
            if shard.count > 1 { note = ShardText.wholeInput(shard, rank) }
        } catch {
            guard case .unknownFirst(let rank) = error, let count = rank.count,
                let shard = Shard(index: rank.index, count: count), count > 1
            else { return }
            note = ShardText.wholeInput(shard, rank)
        }
    }
}

/// What stands after `--shard`.
enum ShardChoice: Sendable {
    case explicit(Shard)
    case automatic

    init(_ text: String) throws {
        if text == "auto" {
            self = .automatic
            return
        }
        let parts = text.split(separator: "/", omittingEmptySubsequences: false).map { part in
            part.utf8.allSatisfy { (0x30...0x39).contains($0) } ? Int(part) : nil
        }
        guard parts.count == 2, let index = parts[0], let count = parts[1], (1...Shard.maximumCount).contains(count)
        else {
            throw ValidationError(localized("--shard takes I/N, such as 0/8, or auto, not \"\(text)\"."))
        }
        guard let shard = Shard(index: index, count: count) else {
            throw ValidationError(
                localized(
                    "--shard \(text) is out of range; of \(count) shards the first is 0/\(count) and the last \(count - 1)/\(count)."
                )
            )
        }
        self = .explicit(shard)
    }
}

extension ShardRule: ExpressibleByArgument {}
