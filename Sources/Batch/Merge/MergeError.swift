package import Files

/// What keeps outputs from being merged or looked at.
package enum MergeError: Error, Sendable, Hashable {
    /// A name stands for no output.
    case nothingFound(String)
    /// A part, or where parts are to be looked for, cannot be read.
    case unreadable(FileError)
    /// A part was replaced or cut while it was read.
    case changedPart(String)
    /// The merged output would be one of the files that it is made from.
    case sameFile(output: String, other: String)
    /// The list would be one of the files that are read or written.
    case sameList(String, other: String)
    /// An input is a pipe or a device.
    case inputNotAFile(String)
    /// A line of a file that would be replaced was not written by this program.
    case foreignOutput(String, line: Int)
    /// The file that would be replaced holds results that are in no part.
    case losesResults(String, count: Int)
    /// A run writes to the file that would be replaced.
    case lockedOutput(String)
    /// The file for the list exists and is no such list.
    case notAList(String)
    /// Nothing has been changed.
    case unwritable(FileError)
    /// One file has its place already, and the others may not.
    case partlyWritten(FileError)
}

extension MergeError {
    /// Does something whose failure keeps the merged output from being written.
    static func writing<Result>(_ body: () throws(FileError) -> Result) throws(MergeError) -> Result {
        do { return try body() } catch { throw .unwritable(error) }
    }

    /// Does something that reads a part.
    static func reading<Result>(_ body: () throws(FileError) -> Result) throws(MergeError) -> Result {
        do { return try body() } catch { throw of(reading: error) }
    }

    /// What it means that a part cannot be read.
    static func of(reading error: FileError) -> MergeError {
        error.cause == .replaced ? .changedPart(error.path) : .unreadable(error)
    }
}
