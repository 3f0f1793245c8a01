package import Files

/// What keeps a run from working in a pool.
package enum PoolError: Error, Sendable, Hashable {
    /// The output is no folder, and cannot become one.
    case unusableFolder(FileError)
    /// The folder holds something that is not of a pool.
    case foreignFolder(String, entry: String)
    /// An input that is not a regular file cannot be read in chunks.
    case inputNotAFile(String)
    /// The pool was made for an input of another number of lines.
    case otherInput(String, lines: Int, poolLines: Int)
    /// The pool was made for other requests of as many lines.
    case otherRequests(String)
    /// The file that describes the pool was written by a later version, or by nobody of us.
    case unreadableDescription(String)
    /// The file system does not do what a pool needs.
    case unfitFileSystem(String, Need, FileError?)

    /// What a pool needs of a file system.
    package enum Need: Sendable, Hashable, CaseIterable {
        /// Of several who create a file exclusively, one succeeds.
        case exclusiveCreation
        /// Of several who lock a file, one succeeds.
        case locks
        /// A file can be given a name that no other has.
        case links
        /// A file can take another's place.
        case replacement
    }
}

/// What a run in a pool is asked to do.
package struct PoolOptions: Sendable, Hashable {
    /// How long a worker that gives no sign of life keeps its chunks; the first worker's counts for all.
    package var lease = Duration.seconds(60)

    package init() {}
}

/// How far a pool has come, all workers together, as far as one of them knows.
package struct PoolSummary: Sendable, Hashable {
    package var chunks = 0
    package var doneChunks = 0
    /// Chunks of which lines have failed for good.
    package var failedChunks = 0
    package var lines = 0
    /// The lines of the chunks that are done.
    package var doneLines = 0
    /// Whether this worker waits for the chunks of others.
    package var isWaiting = false
    /// The time that the pool's lease has; it may be another than the one that was asked for.
    package var lease = Duration.zero

    package init() {}
}
