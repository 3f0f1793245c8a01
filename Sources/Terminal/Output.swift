import Synchronization

#if canImport(Darwin)
    import Darwin
#elseif canImport(Glibc)
    import Glibc
#elseif canImport(Musl)
    import Musl
#endif

/// A failure to write results out.
package enum OutputError: Error, Sendable, Hashable {
    /// The reader of the pipe has gone, as in `… | head`.
    case brokenPipe
    /// Writing failed with an `errno` value.
    case failed(Int32)
}

/// Standard output or standard error, written through at once.
package struct Output: Sendable {
    /// Standard output: results and nothing else.
    package static let standardOutput = Output(descriptor: STDOUT_FILENO)
    /// Standard error: everything that is not a result.
    package static let standardError = Output(descriptor: STDERR_FILENO)

    private static let begun = Atomic<Int>(0)
    private static let ended = Atomic<Int>(0)

    /// How many lines show a wait, which a note has to take away first; they come back after it.
    static let lines = Atomic<Int>(0)

    /// How far the writing of this process has come.
    struct Progress: Sendable, Hashable {
        var ended: Int
        var isWriting: Bool
    }

    /// Two equal values in a row that are writing tell that a reader keeps the process waiting.
    static var progress: Progress {
        let ended = ended.load(ordering: .relaxed)
        return Progress(ended: ended, isWriting: begun.load(ordering: .relaxed) > ended)
    }

    private let descriptor: Int32
    /// Whether a person looks at it, rather than a file or a pipe.
    package let isTerminal: Bool

    /// Wraps a file descriptor, which stays the caller's to close.
    package init(descriptor: Int32) {
        self.descriptor = descriptor
        isTerminal = isatty(descriptor) == 1
    }

    /// The terminal's width in columns, or `nil` where there is no terminal or it does not tell.
    package var columns: Int? { size.flatMap { $0.ws_col > 0 ? Int($0.ws_col) : nil } }

    /// The terminal's height in rows, or `nil` where there is no terminal or it does not tell.
    package var rows: Int? { size.flatMap { $0.ws_row > 0 ? Int($0.ws_row) : nil } }

    private var size: winsize? {
        var size = winsize()
        guard isTerminal, ioctl(descriptor, UInt(TIOCGWINSZ), &size) == 0 else { return nil }
        return size
    }

    /// Writes all of the text.
    ///
    /// - Throws: ``OutputError``.
    package func write(_ text: String) throws(OutputError) {
        try write(Array(text.utf8))
    }

    /// Writes JSON: its bytes into a pipe or a file, and on a terminal the same JSON with nothing in it that drives one.
    ///
    /// - Throws: ``OutputError``.
    package func write(json bytes: [UInt8]) throws(OutputError) {
        try write(isTerminal ? TerminalJSON.escaped(bytes) : bytes)
    }

    /// Writes all of the bytes, waiting where the reader is slow.
    ///
    /// - Throws: ``OutputError``.
    package func write(_ bytes: [UInt8]) throws(OutputError) {
        var rest = bytes[...]
        while !rest.isEmpty {
            Self.begun.add(1, ordering: .relaxed)
            let count = rest.withUnsafeBytes { systemWrite(descriptor, $0.baseAddress, $0.count) }
            let code = errno
            Self.ended.add(1, ordering: .relaxed)
            if count >= 0 {
                rest = rest.dropFirst(count)
                continue
            }
            switch code {
            case EINTR: continue
            case EAGAIN:
                var waiting = pollfd(fd: descriptor, events: Int16(POLLOUT), revents: 0)
                Self.begun.add(1, ordering: .relaxed)
                _ = poll(&waiting, 1, -1)
                Self.ended.add(1, ordering: .relaxed)
            case EPIPE: throw .brokenPipe
            default: throw .failed(code)
            }
        }
    }

    /// Writes a line of prose where failing to write it must not matter, as on standard error.
    package func note(_ line: String) {
        let isCovered = isTerminal && Self.lines.load(ordering: .relaxed) > 0
        try? write((isCovered ? "\r\u{1B}[K" : "") + line + "\n")
    }
}

private func systemWrite(_ descriptor: Int32, _ bytes: UnsafeRawPointer?, _ count: Int) -> Int {
    #if canImport(Darwin)
        Darwin.write(descriptor, bytes, count)
    #elseif canImport(Glibc)
        Glibc.write(descriptor, bytes, count)
    #else
        Musl.write(descriptor, bytes, count)
    #endif
}
