import AsyncHTTPClient
import Localization
import NIOCore

/// An answer's body as it comes: without the API key, and never longer than the bound on a reply.
struct ResponseBody: AsyncSequence, Sendable {
    /// The bound on a body, unpacked, in bytes.
    static let maximumSize = 64 << 20

    let source: HTTPClientResponse.Body
    let redaction: Redaction
    /// The most bytes that are read, and the error for more.
    var limit = Self.maximumSize
    var excess = CloudComputeError.tooLarge

    func makeAsyncIterator() -> AsyncIterator {
        AsyncIterator(
            source: source.makeAsyncIterator(), redacted: RedactedStream(redaction), room: limit, excess: excess)
    }

    struct AsyncIterator: AsyncIteratorProtocol {
        fileprivate var source: HTTPClientResponse.Body.AsyncIterator
        fileprivate var redacted: RedactedStream
        fileprivate var room: Int
        fileprivate let excess: CloudComputeError
        private var isAtEnd = false

        fileprivate init(
            source: HTTPClientResponse.Body.AsyncIterator, redacted: RedactedStream, room: Int,
            excess: CloudComputeError
        ) {
            self.source = source
            self.redacted = redacted
            self.room = room
            self.excess = excess
        }

        @concurrent mutating func next() async throws -> ByteBuffer? {
            while !isAtEnd {
                guard let piece = try await source.next() else {
                    isAtEnd = true
                    let rest = redacted.flush()
                    return rest.isEmpty ? nil : ByteBuffer(bytes: rest)
                }
                room -= piece.readableBytes
                if room < 0 { throw excess }
                let told = piece.withUnsafeReadableBytes { redacted.push($0.bindMemory(to: UInt8.self)) }
                guard let told else { return piece }
                if !told.isEmpty { return ByteBuffer(bytes: told) }
            }
            return nil
        }
    }
}

extension CloudComputeError {
    /// The error for a reply beyond the bound.
    static var tooLarge: CloudComputeError { tooLarge(Message("The server's reply")) }

    /// The error for something that the server sends and that is beyond the bound.
    static func tooLarge(_ thing: Message) -> CloudComputeError {
        CloudComputeError(.badReply, Message("\(thing) is larger than \(ResponseBody.maximumSize >> 20) MiB."))
    }
}
