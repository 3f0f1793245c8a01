import Hummingbird
import NIOCore

extension Request {
    /// The body of a request about instances or keys, up to 4 MiB.
    var computeBody: [UInt8] {
        get async throws { try await bytes(upTo: 4 << 20, format: .compute) }
    }

    /// The whole body.
    ///
    /// - Throws: ``APIError`` where it is larger than the limit.
    func bytes(upTo limit: Int, format: ErrorFormat) async throws -> [UInt8] {
        do {
            return Array(try await body.collect(upTo: limit).readableBytesView)
        } catch is NIOTooManyBytesError {
            throw APIError.bodyTooLarge(format)
        }
    }
}
