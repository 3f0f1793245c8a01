import Files
import SystemPackage

#if canImport(Darwin)
    import Darwin
#elseif canImport(Glibc)
    import Glibc
#elseif canImport(Musl)
    import Musl
#endif

/// Where the lines come from, so that they can be read twice: once to check them, once to send them.
///
/// Standard input and pipes cannot be read twice, so each is first copied to a file that has no name and goes with the
/// process.
struct InputSource: Sendable {
    private let paths: [String]
    /// The descriptors of what is no regular file, or of the copies of it.
    private(set) var streams: [String: Int32] = [:]

    /// Whether the lines can be read more than once.
    let isRepeatable: Bool

    /// Checks that the files can be opened.
    ///
    /// - Parameters:
    ///   - spools: Whether what can be read only once is to be copied.
    ///   - progress: Told of the lines that are copied.
    /// - Throws: ``BatchError``.
    init(paths: [String], spools: Bool, progress: BatchProgress = BatchProgress()) async throws(BatchError) {
        self.paths = paths
        var hasStreams = false
        for path in paths {
            guard let stream = try Self.stream(path) else { continue }
            guard streams[path] == nil else {
                throw .repeatedStream(path)
            }
            hasStreams = true
            streams[path] = spools ? try await Self.spool(stream, named: path, progress) : stream
        }
        isRepeatable = spools || !hasStreams
        _ = try open()
    }

    /// Opens what is no regular file; `nil` for files, folders and what is not there.
    private static func stream(_ path: String) throws(BatchError) -> Int32? {
        if path == "-" { return STDIN_FILENO }
        var status = stat()
        guard stat(path, &status) == 0, ![S_IFREG, S_IFDIR].contains(status.st_mode & S_IFMT) else { return nil }
        let descriptor = openForReading(path)
        guard descriptor >= 0 else {
            throw .unusableInput(FileError(path: path, Errno(rawValue: errno)))
        }
        return descriptor
    }

    /// Begins to read from the start.
    ///
    /// - Parameter share: The lines to hand out; `nil` for all.
    /// - Throws: ``BatchError``.
    func open(_ share: InputShare? = nil) throws(BatchError) -> BatchInput {
        if isRepeatable { for copy in streams.values { lseek(copy, 0, SEEK_SET) } }
        return try BatchInput(paths: paths, streams: streams, share: share)
    }

    /// Lets go of the copies.
    func remove() {
        for descriptor in streams.values where descriptor != STDIN_FILENO { close(descriptor) }
    }

    private static func spool(
        _ stream: Int32, named path: String, _ progress: BatchProgress
    ) async throws(BatchError) -> Int32 {
        defer { if stream != STDIN_FILENO { close(stream) } }
        guard let file = tmpfile() else { throw .noRoomForCopy(input: path) }
        let descriptor = fcntl(fileno(file), F_DUPFD_CLOEXEC, 0)
        fclose(file)
        guard descriptor >= 0 else { throw .noRoomForCopy(input: path) }
        do throws(BatchError) {
            try await copy(stream, named: path, to: descriptor, progress)
        } catch {
            close(descriptor)
            throw error
        }
        return descriptor
    }

    private static func copy(
        _ stream: Int32, named path: String, to descriptor: Int32, _ progress: BatchProgress
    ) async throws(BatchError) {
        var reader = LineReader(descriptor: stream, ownsDescriptor: false)
        var buffer: [UInt8] = []
        var count = 0
        while true {
            let line: LineReader.Line?
            do throws(Errno) { line = try await reader.next() } catch {
                throw .readingFailed(FileError(path: path, error))
            }
            switch line {
            case .text(let bytes)?: buffer.append(contentsOf: bytes)
            case .tooLong(let length)?:
                throw .lineTooLong(input: path, length: length, limit: LineReader.maximumLineLength)
            case nil:
                guard isWritten(&buffer, to: descriptor) else { throw .noRoomForCopy(input: path) }
                return
            }
            buffer.append(UInt8(ascii: "\n"))
            count += 1
            progress.noteRead(count)
            guard buffer.count <= 1 << 20 || isWritten(&buffer, to: descriptor) else {
                throw .noRoomForCopy(input: path)
            }
        }
    }

    private static func isWritten(_ buffer: inout [UInt8], to descriptor: Int32) -> Bool {
        var rest = buffer[...]
        while !rest.isEmpty {
            let count = rest.withUnsafeBytes { write(descriptor, $0.baseAddress, $0.count) }
            guard count > 0 || errno == EINTR else { return false }
            rest = rest.dropFirst(max(0, count))
        }
        buffer.removeAll(keepingCapacity: true)
        return true
    }
}
