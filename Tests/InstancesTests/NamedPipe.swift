import Foundation
import Synchronization

/// A FIFO by which a script and its test tell each other how far they are.
final class NamedPipe: Sendable {
    struct Failure: Error, CustomStringConvertible {
        var description: String
    }

    private let path: String
    private let descriptor: Int32
    private let writer = Mutex<Int32?>(nil)

    /// Makes one with a name in a folder; whoever opens it to write is not kept waiting for a reader.
    init(_ name: String, in folder: String) throws {
        path = folder + "/" + name
        guard mkfifo(path, 0o600) == 0, case let descriptor = open(path, O_RDONLY | O_NONBLOCK | O_CLOEXEC),
            descriptor >= 0
        else { throw Failure(description: "\(path): \(String(cString: strerror(errno)))") }
        self.descriptor = descriptor
    }

    deinit {
        close(descriptor)
        writer.withLock { if let writer = $0 { close(writer) } }
    }

    /// Lets whoever reads a line from it go on, now or once he reads.
    func go() throws {
        try writer.withLock { writer in
            let descriptor = writer ?? open(path, O_WRONLY | O_NONBLOCK | O_CLOEXEC)
            guard descriptor >= 0, write(descriptor, "\n", 1) == 1 else {
                throw Failure(description: "\(path): \(String(cString: strerror(errno)))")
            }
            // A reader who comes later would wait for a writer.
            writer = descriptor
        }
    }

    /// Waits for words, and returns them.
    func words() async throws -> String {
        while true {
            let (count, text) = read()
            if count > 0 { return text }
            // Nobody has opened it for writing yet, or nobody has written anything.
            try await ready()
        }
    }

    /// Waits until the last who had it open for writing has ended.
    func end() async throws {
        while read().count != 0 { try await ready() }
    }

    private func read() -> (count: Int, text: String) {
        var bytes = [UInt8](repeating: 0, count: 512)
        let count = bytes.withUnsafeMutableBytes { Foundation.read(descriptor, $0.baseAddress, $0.count) }
        return (count, String(decoding: bytes.prefix(max(0, count)), as: UTF8.self))
    }

    private func ready() async throws {
        let descriptor = descriptor
        let isReady = await withCheckedContinuation { continuation in
            Thread.detachNewThread {
                var request = pollfd(fd: descriptor, events: Int16(POLLIN), revents: 0)
                continuation.resume(returning: poll(&request, 1, 60_000) > 0)
            }
        }
        guard isReady else { throw Failure(description: "Nothing came through \(path).") }
    }
}
