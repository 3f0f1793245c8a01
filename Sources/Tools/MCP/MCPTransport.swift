import Localization

/// How messages reach a server and come back.
protocol MCPTransport: Sendable {
    /// Makes ready to send; what happens is told until the end.
    ///
    /// - Throws: ``ServerFailure``.
    func start(_ tell: @escaping @Sendable (MCPTransportEvent) -> Void) async throws(ServerFailure)
    /// Puts a message on its way and does not wait for it.
    func send(_ message: MCPMessage)
    /// Nobody waits any more for the answer to a request.
    func abandon(_ request: Int)
    /// Ends what was started, and waits for that.
    func end() async
    /// The last lines of the program's standard error.
    var errorLines: [String] { get }
}

/// What happens to a transport.
enum MCPTransportEvent: Sendable {
    case message([UInt8])
    /// So many bytes came that are for people.
    case errorText(Int)
    case lineTooLong(limit: Int)
    case exchangeFailed(Int, MCPExchangeFailure)
    case ended(Message)
}
