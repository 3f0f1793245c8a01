import JSON
import Localization
import NIOCore

/// An answer with its body.
struct WholeResponse: Sendable {
    var head: ResponseHead
    var body: [UInt8]

    /// The body, with U+FFFD in place of bytes that are not UTF-8.
    var text: [UInt8] {
        let text = body.withoutByteOrderMark
        return (text.count == body.count ? body : Array(text)).repairingUTF8
    }

    /// What counts of the answer though its connection broke: a reply only where it is whole and its framing does not say that
    /// more was to come; a refusal in any case, since servers refuse a large request before all of it was sent, and close the
    /// connection.
    func afterBreak(_ error: any Error) -> WholeResponse? {
        guard Transport.isBreak(error) else { return nil }
        let mayBeWhole = Transport.mayFollowWholeBody(error) || !head.isSuccess
        if mayBeWhole, (try? JSONValue(parsing: body.withoutByteOrderMark))?.object != nil { return self }
        return head.isSuccess ? nil : WholeResponse(head: head, body: [])
    }

    /// The error that an answer tells of which is not 2xx.
    var error: CloudComputeError {
        var error: CloudComputeError
        if (300..<400).contains(head.status) {
            let target = head.headers.location.map { Message(verbatim: String($0.prefix(500))) }
            error = CloudComputeError(
                .badReply,
                Message(
                    "The server sends the request on to \(target ?? Message("another address")), which a key must not follow."
                ),
                statusCode: head.status)
        } else {
            error = CloudComputeError(statusCode: head.status, body: body)
        }
        return head.naming(error)
    }
}

/// Collects an answer and tells it once it is whole.
struct WholeResponseReader: ResponseReader {
    private let pending: PendingReply<WholeResponse>
    private var head: ResponseHead?
    private var body: [UInt8] = []

    init(_ pending: PendingReply<WholeResponse>) {
        self.pending = pending
    }

    mutating func receive(_ head: ResponseHead) throws { self.head = head }

    mutating func receive(_ bytes: UnsafeBufferPointer<UInt8>) throws -> Bool {
        body.append(contentsOf: bytes)
        return true
    }

    mutating func finish() {
        if let head { pending.give(.success(WholeResponse(head: head, body: body))) }
    }

    mutating func fail(_ error: any Error) {
        let answer = head.flatMap { WholeResponse(head: $0, body: body).afterBreak(error) }
        pending.give(answer.map { .success($0) } ?? .failure(error))
    }
}
