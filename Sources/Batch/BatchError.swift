package import Files

/// What keeps a batch from running or from going on.
package enum BatchError: Error, Sendable, Hashable {
    // The command asks for what cannot be.

    /// An input that can be read only once is named twice.
    case repeatedStream(String)
    /// Two files of a run are one and the same.
    case sameFile(RunFile, RunFile)
    /// The page of a report would replace the results that it shows.
    case pageOverResults(page: String, results: String)
    /// A file that is no page of ours stands where the page should go.
    case notAPage(String)

    // The input is not what it should be.

    /// Lines that cannot be sent: the first of them, and how many there are.
    case badLines([BadLine], count: Int)
    /// A line of a stream is longer than a line may be, in bytes.
    case lineTooLong(input: String, length: Int, limit: Int)
    /// Many results answer requests that the input no longer asks for.
    case staleResults(StaleResults)
    /// A line of the results is not one of ours.
    case notAResult(String, line: Int)

    // The input cannot be read.

    case unusableInput(FileError)
    /// Reading has begun and cannot go on.
    case readingFailed(FileError)

    // The output cannot be written.

    case noRoomForCopy(input: String)
    case unusableOutput(RunFile, FileError)
    /// Another run holds the file.
    case lockedOutput(String)
    /// Another program makes and removes the file while it is opened.
    case contestedOutput(String)
    /// The file was moved while the run wrote to it, and its lines with it.
    case movedOutput(String)
    /// Another program cut the file short while the run wrote to it.
    case cutOutput(String)
    /// The file was removed while the run wrote to it; its lines are saved under that name, which may be its own.
    case removedOutput(String, savedAs: String)
    /// A line of the file was not written by this program.
    case foreignLine(JournalRole, String, line: Int)
    /// A failure stands among results, or the other way round.
    case misplacedLine(JournalRole, String, line: Int)
    case readerGone
    case writingFailed(FileError)
    case unwritablePage(FileError)

    /// What keeps a run from working in a pool.
    case pool(PoolError)
}

/// A file of a run and what it is for.
package struct RunFile: Sendable, Hashable {
    package enum Role: Sendable, Hashable {
        case output(JournalRole)
        case input
        /// A file beside input and output, as whoever starts the run calls it: "template".
        case other(String)
    }

    package var role: Role
    package var path: String

    package init(_ role: Role, _ path: String) {
        self.role = role
        self.path = path
    }
}
