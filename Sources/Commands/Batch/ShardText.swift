import Batch
import Localization

/// What is said of shards before a run sends anything.
enum ShardText {
    /// Which shard this is and how that is known.
    static func rule(_ shard: Shard, _ rank: LauncherRank) -> String {
        localized("Shard \(shard.index) of \(shard.count), counted from 0, by \(ErrorText.text(rank)).")
    }

    /// That each task of a job does everything, where a launcher has several and no shard is asked for.
    static func wholeInput(_ shard: Shard, _ rank: LauncherRank) -> String {
        localized(
            "This is task \(shard.index) of \(shard.count), counted from 0, by \(ErrorText.text(rank)); each does the whole input unless --shard auto "
                + "is given.")
    }

    static func text(_ notice: BatchNotice) -> String {
        switch notice {
        case .waitsForLock(let path, let time):
            localized(
                "Another run is writing to \(path); waiting up to \(Int(clamping: time.components.seconds)) s for it to end."
            )
        case .isStillLocked(let path, let other):
            localized(
                "Another run is still writing to \(path), so this one goes on in \(other); `batch merge` takes in both."
            )
        case .hasNoLocks(let path, let other):
            localized(
                "Locks do not work for \(path), so each run of this shard writes a file of its own, this one \(other); "
                    + "`batch merge` takes in all of them.")
        }
    }
}
