import Files
import SystemPackage

@testable import Batch

/// A disk with one file, in memory.
final class MemoryDisk: JournalDisk {
    let file: MemoryFile

    init(_ bytes: [UInt8]) { file = MemoryFile(bytes) }

    func path(_ role: JournalRole) -> String? { "out.jsonl" }
    func open(_ role: JournalRole) throws(FileError) -> (any JournalFile)? { file }
    func create(_ role: JournalRole) throws(FileError) -> any JournalFile { file }
    func remove(_ role: JournalRole) {}
}

/// A file in memory, which does what it is told.
final class MemoryFile: JournalFile {
    fileprivate(set) var bytes: [UInt8]

    init(_ bytes: [UInt8]) { self.bytes = bytes }

    var isRegular: Bool { true }
    var size: Int { bytes.count }

    func read(_ count: Int, at offset: Int) throws(FileError) -> [UInt8] {
        Array(bytes[min(offset, bytes.count)..<min(offset + count, bytes.count)])
    }

    func write(_ new: [UInt8]) -> (written: Int, failure: Errno?) {
        bytes += new
        return (new.count, nil)
    }

    func truncate(to size: Int) throws(FileError) { bytes.removeLast(bytes.count - size) }
    func sync() throws(FileError) {}
    func draft() throws(FileError) -> any JournalDraft { MemoryDraft(self) }
}

private final class MemoryDraft: JournalDraft {
    private let file: MemoryFile
    private var bytes: [UInt8] = []

    init(_ file: MemoryFile) { self.file = file }

    func write(_ new: [UInt8]) throws(FileError) { bytes += new }
    func commit() throws(FileError) { file.bytes = bytes }
    func discard() {}
}
