import Files
import SystemPackage

/// A file of whole lines: a line that cannot be written whole is taken back.
struct LineFile {
    let role: JournalRole
    let path: String
    /// `nil` where there is no such file yet.
    private(set) var file: (any JournalFile)?
    /// Whether the file ends with a torn line that could not be taken back, so that nothing may follow it.
    private var isTorn = false
    private var isNew = false

    /// Opens the file where it is there.
    ///
    /// - Parameter isUsed: Whether the run has any use for it; else it counts as not there.
    /// - Throws: ``BatchError``.
    init(_ role: JournalRole, _ disk: any JournalDisk, isUsed: Bool = true) throws(BatchError) {
        self.role = role
        path = disk.path(role) ?? ""
        guard isUsed else { return }
        do { file = try disk.open(role) } catch { throw refusal(error) }
    }

    /// Reads results that another run writes.
    init(reading file: any JournalFile, at path: String) {
        role = .results
        self.path = path
        self.file = file
    }

    var isRegular: Bool { file?.isRegular ?? true }
    var size: Int { isRegular ? file?.size ?? 0 : 0 }

    /// Makes the file where it is not there.
    ///
    /// - Returns: `false` where another program has made it meanwhile.
    /// - Throws: ``BatchError``.
    mutating func make(_ disk: any JournalDisk) throws(BatchError) -> Bool {
        if file != nil { return true }
        do { file = try disk.create(role) } catch {
            if case .system(.fileExists) = error.cause { return false }
            throw refusal(error)
        }
        isNew = true
        return true
    }

    /// Removes the file if this run has made it.
    mutating func unmake(_ disk: any JournalDisk) {
        guard isNew else { return }
        disk.remove(role)
        file = nil
    }

    private func refusal(_ error: FileError) -> BatchError {
        if case .locked = error.cause { return .lockedOutput(path) }
        return .unusableOutput(RunFile(.output(role), path), error)
    }

    /// Appends whole lines.
    ///
    /// - Throws: ``BatchError``; the file then ends as it did before.
    mutating func append(_ lines: [UInt8]) throws(BatchError) {
        guard !lines.isEmpty else { return }
        guard !isTorn else { throw failure(FileError(path: path, .ioError)) }
        let before = size
        guard let file else { throw failure(FileError(path: path, .noSuchFileOrDirectory)) }
        let (written, code) = file.write(lines)
        guard let code else { return try checkPlace(now: false) }
        if written > 0 {
            isTorn = true
            if isRegular, (try? file.truncate(to: before)) != nil { isTorn = false }
        }
        throw failure(FileError(path: path, code))
    }

    /// Cuts off what does not belong to a whole line.
    ///
    /// - Throws: ``BatchError``.
    func truncate(to size: Int) throws(BatchError) {
        do { try file?.truncate(to: size) } catch { throw failure(error) }
    }

    /// Waits until everything is on the disk.
    ///
    /// - Throws: ``BatchError``.
    func sync() throws(BatchError) {
        guard isRegular else { return }
        do { try file?.sync() } catch { throw failure(error) }
        try checkPlace(now: true)
    }

    /// Checks that the file can be found where it was, lest its lines are lost with it.
    private func checkPlace(now: Bool) throws(BatchError) {
        guard let file, isRegular, let interference = file.interference(now: now) else { return }
        if interference == .cut { throw .cutOutput(path) }
        let place: String?
        do { place = try file.restore() } catch { throw failure(error) }
        guard let place else { throw .movedOutput(path) }
        throw .removedOutput(path, savedAs: place)
    }

    /// Reads bytes that are known to be there.
    ///
    /// - Throws: ``BatchError``.
    func read(_ count: Int, at offset: Int) throws(BatchError) -> [UInt8] {
        do { return try file?.read(count, at: offset) ?? [] } catch { throw failure(error) }
    }

    /// Reads the line that begins at a place, without its end.
    ///
    /// - Throws: ``BatchError``.
    func line(at offset: Int) throws(BatchError) -> [UInt8] {
        var line: [UInt8] = []
        while true {
            let block = try read(64 << 10, at: offset + line.count)
            if let end = block.firstIndex(of: UInt8(ascii: "\n")) { return line + block[..<end] }
            if block.isEmpty { return line }
            line += block
        }
    }

    /// Writes the file anew; until that is done the former one stands.
    ///
    /// - Parameter body: Hands over the whole lines of the new file.
    /// - Throws: ``BatchError``.
    func rewrite(_ body: (inout LineDraft) throws(BatchError) -> Void) throws(BatchError) {
        guard let file else { return }
        var draft: LineDraft
        do { draft = LineDraft(try file.draft(), self) } catch { throw failure(error) }
        do throws(BatchError) {
            try body(&draft)
            try draft.flush()
        } catch {
            draft.draft.discard()
            throw error
        }
        do { try draft.draft.commit() } catch { throw failure(error) }
    }

    /// Mends what a crash has left.
    ///
    /// - Throws: ``BatchError``.
    mutating func repair(_ damage: FileDamage) throws(BatchError) {
        guard damage.isInside else { return try repairEnd(damage) }
        let file = self
        try rewrite { draft throws(BatchError) in
            try file.forEachLine { line throws(BatchError) in try draft.append(line.bytes) }
        }
    }

    /// Takes a torn last line away; one that only lacks its line end gets it.
    ///
    /// - Throws: ``BatchError``.
    mutating func repairEnd(_ damage: FileDamage) throws(BatchError) {
        if let start = damage.tornAt { try truncate(to: start) }
        if damage.lacksLineEnd { try append([UInt8(ascii: "\n")]) }
    }

    func failure(_ error: FileError) -> BatchError {
        if case .system(.brokenPipe) = error.cause { return .readerGone }
        return .writingFailed(error)
    }
}

/// Collects the lines of a new file into larger writes.
struct LineDraft {
    private static let blockSize = 1 << 20

    let draft: any JournalDraft
    private let file: LineFile
    private var buffer: [UInt8] = []

    init(_ draft: any JournalDraft, _ file: LineFile) {
        self.draft = draft
        self.file = file
    }

    /// Adds a line without its end.
    mutating func append(_ line: [UInt8]) throws(BatchError) {
        buffer.append(contentsOf: line)
        buffer.append(UInt8(ascii: "\n"))
        if buffer.count >= Self.blockSize { try flush() }
    }

    mutating func flush() throws(BatchError) {
        do { try draft.write(buffer) } catch { throw file.failure(error) }
        buffer.removeAll(keepingCapacity: true)
    }
}
