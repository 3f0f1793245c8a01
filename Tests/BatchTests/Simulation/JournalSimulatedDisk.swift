import Files
import SystemPackage

@testable import Batch

/// The files of a journal in memory, with all that a disk may do: short writes, errors, and an end in the middle of
/// anything.
final class JournalSimulatedDisk: JournalDisk {
    /// How the machine ends.
    enum End {
        /// The process is killed: what it has written stays.
        case kill
        /// The power fails: of what was not synced, any part may stay.
        case powerLoss
    }

    var random: JournalRandom
    /// How many operations are left until the end; `nil` for none.
    var operationsLeft: Int?
    /// One operation in so many fails; 0 for none.
    var failureRate = 0
    /// Told when everything that was written to the output is on the disk.
    var onDurable: () -> Void = {}
    private(set) var isDead = false
    private(set) var files: [JournalRole: JournalSimulatedFile] = [:]

    init(random: JournalRandom) { self.random = random }

    /// The disks of other attempts at the same lines.
    var others: [JournalSimulatedDisk] = []

    func siblings() -> [(path: String, file: any JournalFile)] {
        others.compactMap { disk in disk.files[.results].map { ("another attempt", $0) } }
    }

    /// What a reader sees, for comparison.
    var contents: [JournalRole: [UInt8]] { files.mapValues(\.bytes) }

    func path(_ role: JournalRole) -> String? { "\(role)" }

    func open(_ role: JournalRole) throws(FileError) -> (any JournalFile)? {
        try step(role)
        files[role]?.hasFailed = false
        return files[role]
    }

    func create(_ role: JournalRole) throws(FileError) -> any JournalFile {
        try step(role)
        let file = JournalSimulatedFile(self, role)
        files[role] = file
        return file
    }

    func remove(_ role: JournalRole) {
        guard !isDead else { return }
        files[role] = nil
    }

    /// Puts a content in place of a file's, durably.
    func replace(_ role: JournalRole, by bytes: [UInt8]?) {
        guard let bytes else { return files[role] = nil }
        let file = files[role] ?? JournalSimulatedFile(self, role)
        file.reset(to: bytes)
        files[role] = file
    }

    /// Ends the machine and starts it again.
    func restart(after end: End) {
        for file in files.values { file.settle(after: end) }
        isDead = false
        operationsLeft = nil
        failureRate = 0
    }

    /// Counts an operation; throws where it fails or the machine has ended.
    func step(_ role: JournalRole) throws(FileError) {
        if isDead { throw FileError(path: "\(role)", .ioError) }
        if let left = operationsLeft {
            operationsLeft = left - 1
            if left <= 0 {
                isDead = true
                throw FileError(path: "\(role)", .ioError)
            }
        }
        if failureRate > 0, random.once(in: failureRate) {
            throw FileError(path: "\(role)", random.once(in: 2) ? .noSpace : .ioError)
        }
    }
}

/// One file: what is on the disk, and what has been written since.
final class JournalSimulatedFile: JournalFile {
    private enum Change {
        case write(at: Int, [UInt8])
        case cut(to: Int)
    }

    private unowned let disk: JournalSimulatedDisk
    private let role: JournalRole
    private(set) var bytes: [UInt8] = []
    private var durable: [UInt8] = []
    private var changes: [Change] = []
    /// Whether a sync has failed, which is told from then on.
    var hasFailed = false

    init(_ disk: JournalSimulatedDisk, _ role: JournalRole) {
        self.disk = disk
        self.role = role
    }

    var isRegular: Bool { true }
    var size: Int { bytes.count }

    func read(_ count: Int, at offset: Int) throws(FileError) -> [UInt8] {
        if disk.isDead { throw FileError(path: "\(role)", .ioError) }
        if disk.failureRate > 0, disk.random.once(in: disk.failureRate * 4) {
            throw FileError(path: "\(role)", .ioError)
        }
        return Array(bytes[min(offset, bytes.count)..<min(offset + count, bytes.count)])
    }

    func write(_ new: [UInt8]) -> (written: Int, failure: Errno?) {
        if hasFailed { return (0, .ioError) }
        let wasAlive = !disk.isDead
        do throws(FileError) { try disk.step(role) } catch {
            // Some of it may have been written by then.
            let written = wasAlive ? disk.random.below(new.count) : 0
            if written > 0 { append(Array(new[..<written])) }
            return (written, .noSpace)
        }
        append(new)
        // The system writes back when it likes.
        if disk.random.once(in: 4) { settle() }
        return (new.count, nil)
    }

    private func append(_ new: [UInt8]) {
        changes.append(.write(at: bytes.count, new))
        bytes += new
    }

    func truncate(to size: Int) throws(FileError) {
        try disk.step(role)
        bytes.removeLast(bytes.count - size)
        changes.append(.cut(to: size))
    }

    func sync() throws(FileError) {
        if hasFailed { throw FileError(path: "\(role)", .ioError) }
        do throws(FileError) { try disk.step(role) } catch {
            hasFailed = true
            throw error
        }
        settle()
    }

    private func settle() {
        durable = bytes
        changes = []
        if role == .results { disk.onDurable() }
    }

    func draft() throws(FileError) -> any JournalDraft {
        try disk.step(role)
        return Draft(self)
    }

    func reset(to bytes: [UInt8]) {
        self.bytes = bytes
        durable = bytes
        changes = []
    }

    /// What is left after the end: of what was not synced each write, wholly, in part or not at all.
    func settle(after end: JournalSimulatedDisk.End) {
        if case .powerLoss = end {
            var left = durable
            let keepsAll = disk.random.once(in: 3)
            for change in changes {
                switch change {
                case .cut(let size): if left.count > size { left.removeLast(left.count - size) }
                case .write(let offset, let new):
                    guard keepsAll || !disk.random.once(in: 3) else { continue }
                    let kept = disk.random.once(in: 4) ? Array(new[..<disk.random.below(new.count)]) : new
                    if kept.isEmpty { continue }
                    // A place that nothing was written to reads as zeros.
                    if left.count < offset { left += repeatElement(0, count: offset - left.count) }
                    left.replaceSubrange(offset..<min(left.count, offset + kept.count), with: kept)
                }
            }
            if disk.random.once(in: 8), left.count < bytes.count {
                left += repeatElement(0, count: bytes.count - left.count)
            }
            bytes = left
        }
        reset(to: bytes)
        hasFailed = false
    }

    private final class Draft: JournalDraft {
        private let file: JournalSimulatedFile
        private var bytes: [UInt8] = []

        init(_ file: JournalSimulatedFile) { self.file = file }

        func write(_ new: [UInt8]) throws(FileError) {
            try file.disk.step(file.role)
            bytes += new
        }

        func commit() throws(FileError) {
            let wasAlive = !file.disk.isDead
            do throws(FileError) { try file.disk.step(file.role) } catch {
                // The name may have changed hands before the failure, or the end, was noticed.
                if wasAlive, file.disk.random.once(in: 2) { replace() }
                throw error
            }
            replace()
        }

        private func replace() {
            file.reset(to: bytes)
            file.hasFailed = false
            if file.role == .results { file.disk.onDurable() }
        }

        func discard() {}
    }
}
