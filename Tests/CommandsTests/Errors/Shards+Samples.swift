import Files
import Localization
import SystemPackage

@testable import Batch

extension ShardError: CaseSamples {
    static func sample(after error: ShardError?) -> ShardError? {
        switch error {
        case nil: Shard(index: 0, count: 1).map { .otherCount(manifest: mark, shards: 8, asked: $0) }
        case .otherCount: .otherRule(manifest: mark, rule: .id, asked: .lines)
        case .otherRule: .otherInputs(manifest: mark, names: [mark, "b", "c", "d"])
        case .otherInputs: .otherContent(manifest: mark, input: mark)
        case .otherContent: .changedSize(manifest: mark, input: mark, rule: .tokens)
        case .changedSize: .notAManifest(mark)
        case .notAManifest: .unusableManifest(FileError(path: mark, .permissionDenied))
        case .unusableManifest: .outputIsNoFile(mark)
        case .outputIsNoFile: .limitTooSmall(.requestsPerMinute, 3, shards: 8)
        case .limitTooSmall: nil
        }
    }
}

extension LauncherRefusal: CaseSamples {
    private static let rank = LauncherRank(launcher: .slurm, variables: ["\(mark)=1"], index: 1, count: 4)

    static func sample(after refusal: LauncherRefusal?) -> LauncherRefusal? {
        switch refusal {
        case nil: .noLauncher
        case .noLauncher: .batchScript(tasks: mark)
        case .batchScript: .passedByArgument(variable: mark, first: 1)
        case .passedByArgument: .notANumber(variable: mark, value: mark)
        case .notANumber: .missing(variable: mark, beside: mark)
        case .missing: .outOfRange(variable: mark, index: 8, count: 8)
        case .outOfRange: .irregularArray(variable: mark, value: 3, description: Message(verbatim: mark))
        case .irregularArray: .inherited(variable: mark, value: 2, against: mark, other: 4)
        case .inherited: .unknownCount(rank)
        case .unknownCount: .unknownFirst(rank)
        case .unknownFirst: .disagreement(rank, rank)
        case .disagreement: .otherCount(rank, stated: 8)
        case .otherCount: .countOutOfRange(7)
        case .countOutOfRange: nil
        }
    }
}
