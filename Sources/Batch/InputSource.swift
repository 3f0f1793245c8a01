#if canImport(Darwin)
    import Darwin
#elseif canImport(Glibc)
    import Glibc
#elseif canImport(Musl)
    import Musl
#endif

/// Where the lines come from, so that they can be read twice: once to check them, once to send them.
///
/// Standard input cannot be read twice, so it is first copied to a file that has no name and goes with the process.
struct InputSource: Sendable {
    private let paths: [String]
    /// The descriptor of the copy of standard input.
    private let copy: Int32?

    /// Whether the lines can be read more than once.
    var isRepeatable: Bool { copy != nil || !paths.contains("-") }

    /// Checks that the files can be opened.
    ///
    /// - Parameter spools: Whether standard input is to be copied.
    /// - Throws: ``BatchError``.
    init(paths: [String], spools: Bool) async throws(BatchError) {
        guard paths.filter({ $0 == "-" }).count <= 1 else {
            throw BatchError(.usage, "Standard input (-) can be read only once; name it once.")
        }
        self.paths = paths
        copy = spools && paths.contains("-") ? try await Self.spool() : nil
        _ = try open()
    }

    /// Begins to read from the start.
    ///
    /// - Throws: ``BatchError``.
    func open() throws(BatchError) -> BatchInput {
        if let copy { lseek(copy, 0, SEEK_SET) }
        return try BatchInput(paths: paths, standardInput: copy ?? STDIN_FILENO)
    }

    /// Lets go of the copy.
    func remove() {
        if let copy { close(copy) }
    }

    private static func spool() async throws(BatchError) -> Int32 {
        guard let file = tmpfile() else {
            throw BatchError(.output, "There is no room for a copy of standard input; use --on-bad-line skip.")
        }
        let descriptor = dup(fileno(file))
        fclose(file)
        var reader = LineReader(descriptor: STDIN_FILENO, ownsDescriptor: false)
        var buffer: [UInt8] = []
        do {
            while let line = try await reader.next() {
                switch line {
                case .text(let bytes): buffer.append(contentsOf: bytes)
                case .tooLong(let length):
                    throw BatchError(
                        .badData,
                        "A line of standard input is \(length) bytes long; the most is \(LineReader.maximumLineLength)."
                    )
                }
                buffer.append(UInt8(ascii: "\n"))
                if buffer.count > 1 << 20 { try flush(&buffer, to: descriptor) }
            }
            try flush(&buffer, to: descriptor)
        } catch let failure as ReadFailure {
            close(descriptor)
            throw BatchError(.unreadableInput, "Reading standard input failed: \(failure.reason).")
        } catch {
            close(descriptor)
            throw error as? BatchError ?? BatchError(.output, "\(error)")
        }
        return descriptor
    }

    private static func flush(_ buffer: inout [UInt8], to descriptor: Int32) throws(BatchError) {
        var rest = buffer[...]
        while !rest.isEmpty {
            let count = rest.withUnsafeBytes { write(descriptor, $0.baseAddress, $0.count) }
            guard count > 0 || errno == EINTR else {
                throw BatchError(.output, "There is no room for a copy of standard input; use --on-bad-line skip.")
            }
            rest = rest.dropFirst(max(0, count))
        }
        buffer.removeAll(keepingCapacity: true)
    }
}
