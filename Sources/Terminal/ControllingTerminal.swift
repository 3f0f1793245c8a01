#if canImport(Darwin)
    import Darwin
#elseif canImport(Glibc)
    import Glibc
#elseif canImport(Musl)
    import Musl
#endif

/// The terminal of this process, to ask a person at whatever standard input and output are.
package struct ControllingTerminal: ~Copyable {
    /// The time between two looks at the keyboard.
    private static let pace = Duration.milliseconds(10)
    /// Longer lines are cut, in bytes.
    private static let maximumLine = 16_384

    /// Where the question is written.
    package let output: Output
    private let descriptor: Int32
    private let former: termios

    /// Takes the terminal, in its usual mode; what was typed before is no answer, and is dropped.
    ///
    /// - Returns: `nil` where there is none.
    package init?() {
        let descriptor = open("/dev/tty", O_RDWR | O_CLOEXEC | O_NOCTTY)
        guard descriptor >= 0 else { return nil }
        var former = termios()
        guard tcgetattr(descriptor, &former) == 0 else {
            close(descriptor)
            return nil
        }
        var usual = former
        usual.c_lflag |= tcflag_t(ICANON | ECHO | ISIG)
        usual.c_iflag |= tcflag_t(ICRNL)
        // A line editor may have turned line feeds into returns, which end no line here.
        usual.c_iflag &= ~tcflag_t(INLCR | IGNCR)
        tcsetattr(descriptor, TCSAFLUSH, &usual)
        self.former = former
        self.descriptor = descriptor
        output = Output(descriptor: descriptor)
    }

    deinit {
        var former = former
        tcsetattr(descriptor, TCSADRAIN, &former)
        close(descriptor)
    }

    /// Whether there is one.
    package static var isThere: Bool {
        let descriptor = open("/dev/tty", O_RDWR | O_CLOEXEC | O_NOCTTY)
        guard descriptor >= 0 else { return false }
        close(descriptor)
        return true
    }

    /// Drops what was typed and not read yet.
    package func dropInput() { tcflush(descriptor, TCIFLUSH) }

    /// Waits for a line, without keeping a thread from others.
    ///
    /// - Returns: The line without its end; `nil` at Ctrl-D and where the terminal is gone.
    /// - Throws: `CancellationError`.
    package func line() async throws -> String? {
        var typed: [UInt8] = []
        var block = [UInt8](repeating: 0, count: 4096)
        while typed.count < Self.maximumLine {
            try Task.checkCancellation()
            var request = pollfd(fd: descriptor, events: Int16(POLLIN), revents: 0)
            let count = poll(&request, 1, 0)
            if count < 0, errno != EINTR { return nil }
            guard count > 0 else {
                try await Task.sleep(for: Self.pace)
                continue
            }
            let taken = read(descriptor, &block, block.count)
            if taken < 0, errno == EINTR || errno == EAGAIN { continue }
            if taken <= 0 { return nil }
            typed += block[..<taken]
            if typed.last == 0x0A { break }
        }
        if typed.last == 0x0A { typed.removeLast() }
        return String(decoding: typed, as: UTF8.self)
    }
}
