/// Why the file of typed lines cannot be used.
package enum HistoryFileError: Error, Sendable, Hashable {
    /// Another session holds the lock, so that a later try may do.
    case busy(String)
    /// It is a folder, a pipe or the like.
    case notAFile(String)
    /// What the system answers, an `errno` value.
    case failed(String, Int32)
}
