import Foundation

extension StandardInput {
    /// More of a line is not read, in bytes.
    static let maximumLine = 65_536
    /// The time between two looks at the keyboard.
    private static let pace = Duration.milliseconds(10)

    /// The first line of what is typed or piped in, without its line end.
    ///
    /// - Throws: `CancellationError` where the task is cancelled.
    static func line() async throws -> [UInt8] {
        var line: [UInt8] = []
        var byte: UInt8 = 0
        while line.count < maximumLine {
            guard try await isReady() else { return line }
            let count = read(STDIN_FILENO, &byte, 1)
            if count < 0, errno == EINTR { continue }
            guard count == 1, byte != 0x0A else { return line }
            line.append(byte)
        }
        return line
    }

    /// Waits for something to read, without keeping a thread from others.
    static func isReady() async throws -> Bool {
        while true {
            try Task.checkCancellation()
            var request = pollfd(fd: STDIN_FILENO, events: Int16(POLLIN), revents: 0)
            let count = poll(&request, 1, 0)
            if count > 0 { return true }
            if count < 0, errno != EINTR { return false }
            try await Task.sleep(for: pace)
        }
    }
}
