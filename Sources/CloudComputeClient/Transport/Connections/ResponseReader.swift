import NIOCore

/// What reads an answer on the event loop of its connection, part by part, and tells whoever waits for it.
protocol ResponseReader: Sendable {
    /// Takes the beginning.
    ///
    /// - Throws: What makes the answer useless; it comes back in ``fail(_:)``.
    mutating func receive(_ head: ResponseHead) throws
    /// Takes the next bytes of the body, without the API key.
    ///
    /// - Returns: Whether what follows counts; where not, it has told what there is to tell.
    /// - Throws: As ``receive(_:)-(ResponseHead)`` does.
    mutating func receive(_ bytes: UnsafeBufferPointer<UInt8>) throws -> Bool
    /// Takes the end.
    mutating func finish()
    /// Takes what broke the answer off.
    mutating func fail(_ error: any Error)
    /// When the next bytes may come; `nil` for at once.
    func readiness(on loop: any EventLoop) -> EventLoopFuture<Void>?
}

extension ResponseReader {
    func readiness(on loop: any EventLoop) -> EventLoopFuture<Void>? { nil }
}
