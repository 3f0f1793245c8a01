import NIOCore

/// What the connections of one client share on their event loop.
final class SharedByHandlers: Sendable {
    private struct State {
        // It is held by the connection, and holds this.
        weak var writer: KeptConnectionHandler?
        var scratch: [UInt8] = []
    }

    private let state: NIOLoopBoundBox<State>

    init(on loop: any EventLoop) {
        state = .makeBoxSendingValue(State(), eventLoop: loop)
    }

    /// Notes over which connection a request of async-http-client went out just now; `nil` for one that cannot be kept.
    func wrote(_ handler: KeptConnectionHandler?) { state.value.writer = handler }

    /// The connection that the last request went out on, once.
    func takeWriter() -> KeptConnectionHandler? {
        defer { state.value.writer = nil }
        return state.value.writer
    }

    /// Lends memory that pieces are joined in.
    func withScratch(_ body: (inout [UInt8]) -> Void) {
        var scratch: [UInt8] = []
        swap(&scratch, &state.value.scratch)
        body(&scratch)
        swap(&scratch, &state.value.scratch)
    }
}
