@preconcurrency import Dispatch

#if canImport(Darwin)
    import Darwin
#elseif canImport(Glibc)
    import Glibc
#elseif canImport(Musl)
    import Musl
#endif

/// A file that results are appended to, whole lines only, by one process at a time.
final class ResultFile {
    /// A line longer than this cannot be one of ours.
    private static let maximumLineLength = 512 << 20

    let path: String
    /// Whether the file can be read again: a pipe or a device cannot.
    let isRegular: Bool
    private var descriptor: Int32
    private var length: off_t = 0
    private var syncing: DiskSync

    /// Opens the file, makes it where it is not there, locks it and repairs its end.
    ///
    /// - Parameter path: The file; `-` is standard output.
    /// - Throws: ``BatchError`` where another process writes to it, or it cannot be written.
    init(path: String) async throws(BatchError) {
        let descriptor = path == "-" ? dup(STDOUT_FILENO) : try Self.openLocked(path)
        self.path = path
        self.descriptor = descriptor
        var status = stat()
        isRegular = path != "-" && fstat(descriptor, &status) == 0 && status.st_mode & S_IFMT == S_IFREG
        length = isRegular ? status.st_size : 0
        syncing = DiskSync(descriptor: descriptor, isNeeded: isRegular)
        if isRegular { try repairEnd() }
    }

    deinit {
        guard descriptor >= 0 else { return }
        // A group that is still on its way to the disk holds the file open; it shall not hold the lock.
        if isRegular { flock(descriptor, LOCK_UN) }
        close(descriptor)
    }

    /// The bytes in it.
    var size: Int { Int(length) }

    /// Appends one line with its line end.
    ///
    /// It is in the file when this returns, and on the disk soon after.
    ///
    /// - Throws: ``BatchError``; the file then ends with the last whole line.
    func append(_ line: [UInt8]) throws(BatchError) {
        if let code = syncing.failure { throw failure(code) }
        var rest = line[...]
        while !rest.isEmpty {
            let count = rest.withUnsafeBytes { write(descriptor, $0.baseAddress, $0.count) }
            if count < 0 {
                if errno == EINTR { continue }
                let code = errno
                if isRegular { ftruncate(descriptor, length) }
                throw failure(code)
            }
            rest = rest.dropFirst(count)
        }
        length += off_t(line.count)
        syncing.noteWrite()
    }

    /// Waits until everything is on the disk.
    ///
    /// - Throws: ``BatchError``.
    func sync() throws(BatchError) {
        guard isRegular else { return }
        if let code = syncing.failure { throw failure(code) }
        if fsync(descriptor) != 0 { throw failure(errno) }
    }

    /// Hands each line to the body; lines that no one has finished are not there any more.
    ///
    /// - Throws: ``BatchError`` where the file cannot be read, or what the body throws.
    func forEachLine(_ body: ([UInt8]) throws(BatchError) -> Void) async throws(BatchError) {
        guard isRegular else { return }
        let copy = open(path, O_RDONLY | O_CLOEXEC)
        guard copy >= 0 else { throw failure(errno) }
        var reader = LineReader(descriptor: copy, ownsDescriptor: true, limit: Self.maximumLineLength)
        while true {
            let line: LineReader.Line?
            do { line = try await reader.next() } catch { throw failure(error.code) }
            guard let line else { return }
            if case .text(let bytes) = line { try body(bytes) }
        }
    }

    /// Writes the file anew with the lines that are wanted; until that is done the former file stands.
    ///
    /// - Throws: ``BatchError``.
    func rewrite(keeping isWanted: ([UInt8]) -> Bool) async throws(BatchError) {
        let draft = path + ".tmp"
        unlink(draft)
        let file = try await ResultFile(path: draft)
        do {
            var buffer: [UInt8] = []
            try await forEachLine { line throws(BatchError) in
                guard isWanted(line) else { return }
                buffer.append(contentsOf: line)
                buffer.append(UInt8(ascii: "\n"))
                guard buffer.count > 1 << 20 else { return }
                try file.append(buffer)
                buffer.removeAll(keepingCapacity: true)
            }
            try file.append(buffer)
            try file.sync()
        } catch {
            unlink(draft)
            throw error
        }
        guard rename(draft, path) == 0 else { throw failure(errno) }
        close(descriptor)
        (descriptor, file.descriptor) = (file.descriptor, -1)
        length = file.length
        syncing = file.syncing
    }

    /// Takes away a last line that was cut off in the middle; one that only lacks its line end gets it.
    private func repairEnd() throws(BatchError) {
        let reading = open(path, O_RDONLY | O_CLOEXEC)
        guard reading >= 0 else { throw failure(errno) }
        defer { close(reading) }
        var end = length
        var tail: [UInt8] = []
        var block = [UInt8](repeating: 0, count: 64 << 10)
        while end > 0 {
            let start = max(0, end - off_t(block.count))
            let count = pread(reading, &block, Int(end - start), start)
            guard count == Int(end - start) else { throw failure(errno) }
            if let newline = block[..<count].lastIndex(of: UInt8(ascii: "\n")) {
                tail = Array(block[(newline + 1)..<count]) + tail
                end = start + off_t(newline) + 1
                break
            }
            tail = Array(block[..<count]) + tail
            end = start
        }
        guard !tail.isEmpty else { return }
        if ResultLine.isWhole(tail) { return try append([UInt8(ascii: "\n")]) }
        guard ftruncate(descriptor, end) == 0 else { throw failure(errno) }
        length = end
    }

    private func failure(_ code: Int32) -> BatchError {
        if code == EPIPE { return BatchError(.output, "The reader of the output has gone.") }
        return BatchError(
            .output, "Writing \(path) failed: \(String(cString: strerror(code)).lowercased()). What is in it stays.")
    }

    private static func openLocked(_ path: String) throws(BatchError) -> Int32 {
        while true {
            let descriptor = open(path, O_WRONLY | O_APPEND | O_CREAT | O_CLOEXEC, 0o644)
            guard descriptor >= 0 else {
                throw BatchError(
                    .output, "The output \(path) cannot be written: \(String(cString: strerror(errno)).lowercased()).")
            }
            if flock(descriptor, LOCK_EX | LOCK_NB) != 0, errno == EWOULDBLOCK {
                close(descriptor)
                throw BatchError(.output, "Another run is writing to \(path); wait for it or choose another output.")
            }
            // The file may have been replaced between opening and locking; only the one at the path counts.
            var opened = stat()
            var named = stat()
            if fstat(descriptor, &opened) == 0, stat(path, &named) == 0, opened.st_ino == named.st_ino {
                return descriptor
            }
            close(descriptor)
        }
    }
}
