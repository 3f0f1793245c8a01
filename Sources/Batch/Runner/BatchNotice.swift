/// What a run tells before it sends anything.
package enum BatchNotice: Sendable, Hashable {
    /// Another run of the same shard holds the output; it is waited for, for so long at the most.
    case waitsForLock(String, Duration)
    /// Another run of the same shard still holds the output.
    case isStillLocked(String, goesOnIn: String)
    /// Nothing on this file system keeps two runs from writing to the output.
    case hasNoLocks(String, goesOnIn: String)
}
