import Files
import SystemPackage

/// What another program has done to a file of a journal while it was written.
enum JournalInterference: Sendable {
    /// Its name leads to another file, or to none.
    case moved
    /// Its end was cut off.
    case cut
}

/// The files of a journal.
package enum JournalRole: Sendable, Hashable, CaseIterable {
    case results, failures, superseded
}

/// What the journal asks of the disk, so that a simulated one can stand behind it.
protocol JournalDisk: AnyObject {
    /// The name of a file, for messages.
    func path(_ role: JournalRole) -> String?

    /// Opens and locks a file; `nil` where there is none. Nothing in it changes.
    ///
    /// - Throws: ``FileError``.
    func open(_ role: JournalRole) throws(FileError) -> (any JournalFile)?

    /// Makes a file that is not there, and locks it.
    ///
    /// - Throws: ``FileError``: `fileExists` where somebody else has made it meanwhile.
    func create(_ role: JournalRole) throws(FileError) -> any JournalFile

    /// Removes a file that was made just now and is still empty.
    func remove(_ role: JournalRole)

    /// The results of other attempts at the same lines, which may still grow; they are only read.
    ///
    /// - Throws: ``BatchError``.
    func siblings() throws(BatchError) -> [(path: String, file: any JournalFile)]
}

extension JournalDisk {
    func siblings() throws(BatchError) -> [(path: String, file: any JournalFile)] { [] }
}

/// One file of a journal.
protocol JournalFile: AnyObject {
    /// Whether the file can be read and replaced: a pipe or a device cannot.
    var isRegular: Bool { get }
    /// The bytes in it.
    var size: Int { get }

    /// Reads up to so many bytes; fewer only at the end.
    ///
    /// - Throws: ``FileError``.
    func read(_ count: Int, at offset: Int) throws(FileError) -> [UInt8]

    /// Appends bytes.
    ///
    /// - Returns: How many bytes were written before the failure, and the failure.
    func write(_ bytes: [UInt8]) -> (written: Int, failure: Errno?)

    /// Cuts the end off.
    ///
    /// - Throws: ``FileError``.
    func truncate(to size: Int) throws(FileError)

    /// Waits until everything is on the disk.
    ///
    /// - Throws: ``FileError``, also where an earlier attempt failed.
    func sync() throws(FileError)

    /// What others have done to the file, if anything; asked after each line, so that it may be answered from what was
    /// seen a moment ago.
    ///
    /// - Parameter now: Whether it must be looked up.
    func interference(now: Bool) -> JournalInterference?

    /// Gives a file that has no name any more a name again, its own where that is free.
    ///
    /// - Returns: The name; `nil` where the file has one that is not known here.
    /// - Throws: ``FileError``.
    func restore() throws(FileError) -> String?

    /// Begins a file that shall take this one's place.
    ///
    /// - Throws: ``FileError``.
    func draft() throws(FileError) -> any JournalDraft
}

extension JournalFile {
    func interference(now: Bool) -> JournalInterference? { nil }
    func restore() throws(FileError) -> String? { nil }
}

/// A file that shall take another's place.
protocol JournalDraft: AnyObject {
    /// Appends bytes.
    ///
    /// - Throws: ``FileError``.
    func write(_ bytes: [UInt8]) throws(FileError)

    /// Brings it to the disk and replaces the file by it, all or nothing; the file's handle stands for it from then on.
    ///
    /// - Throws: ``FileError``; the former file stays then.
    func commit() throws(FileError)

    func discard()
}
