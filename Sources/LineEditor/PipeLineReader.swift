@preconcurrency import Dispatch

#if canImport(Darwin)
    import Darwin
#elseif canImport(Glibc)
    import Glibc
#elseif canImport(Musl)
    import Musl
#endif

/// Reads plain lines from a file descriptor, as they come: LF and CRLF end a line, so does the end of input.
///
/// The lines between a line that is `"""` and the next such line, or the end of input, are given as one. Nothing else
/// joins lines: a `\` at the end of one is text.
package final class PipeLineReader: LineSource, @unchecked Sendable {
    private static let quotes = "\"\"\""

    /// Bytes that are no text.
    private struct NotText: Error {}

    // `buffer`, `number` and `isAtEnd` are touched on `queue` only, which is serial; hence the unchecked conformance.
    private let queue = DispatchQueue(label: "cloudcompute.pipe-lines")
    private let descriptor: Int32
    private var buffer: [UInt8] = []
    private var isAtEnd = false
    /// The number of the line that was read last.
    private var number = 0

    /// Creates a reader of standard input, or of another descriptor; the descriptor stays the caller's to close.
    package init(descriptor: Int32 = 0) {
        self.descriptor = descriptor
    }

    /// Waits for the next line.
    package func next(prompt: String, isKept: Bool = true) async -> LineInput {
        await withCheckedContinuation { continuation in
            queue.async { continuation.resume(returning: self.nextBlock()) }
        }
    }

    private func nextBlock() -> LineInput {
        do throws(NotText) {
            guard let first = try nextLine() else { return .end }
            guard first == Self.quotes else { return .line(first) }
            var lines: [String] = []
            while let line = try nextLine(), line != Self.quotes { lines.append(line) }
            return .line(lines.joined(separator: "\n"))
        } catch {
            return .unreadable(line: number)
        }
    }

    private func nextLine() throws(NotText) -> String? {
        number += 1
        var searched = 0
        while true {
            if let end = buffer[searched...].firstIndex(of: UInt8(ascii: "\n")) {
                let line = buffer[..<end]
                buffer.removeFirst(end + 1)
                return try Self.text(line)
            }
            searched = buffer.count
            if isAtEnd {
                defer { buffer = [] }
                return buffer.isEmpty ? nil : try Self.text(buffer[...])
            }
            fill()
        }
    }

    private func fill() {
        var chunk = [UInt8](repeating: 0, count: 65_536)
        let count = chunk.withUnsafeMutableBytes { read(descriptor, $0.baseAddress, $0.count) }
        if count > 0 {
            buffer.append(contentsOf: chunk[..<count])
        } else if count == 0 || errno != EINTR {
            isAtEnd = true
        }
    }

    private static func text(_ line: ArraySlice<UInt8>) throws(NotText) -> String {
        let line = line.last == UInt8(ascii: "\r") ? line.dropLast() : line
        guard let text = String(validating: line, as: UTF8.self) else { throw NotText() }
        return text
    }
}
