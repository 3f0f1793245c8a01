import Synchronization

/// A tunnel that is opened again once it is needed and ssh has ended.
package final class LastingTunnel: Sendable {
    package typealias Open = @Sendable () async throws -> Tunnel

    private struct State {
        var tunnel: Tunnel
        /// The opening under way, which all share who need the tunnel meanwhile.
        var opening: OneTimeValue<Result<Tunnel, any Error>>?
        var task: Task<Void, Never>?
        /// How the tunnel before this one ended.
        var former: (path: String, ending: SSHEnding)?
        var isClosed = false
    }

    private let state: Mutex<State>
    private let open: Open
    private let tell: @Sendable (SSHEnding) -> Void

    /// - Parameters:
    ///   - tunnel: The tunnel so far.
    ///   - open: Opens another one, within a time of its own.
    ///   - tell: Called once for each tunnel that has ended and is to be replaced.
    package init(_ tunnel: Tunnel, open: @escaping Open, tell: @escaping @Sendable (SSHEnding) -> Void) {
        state = Mutex(State(tunnel: tunnel))
        self.open = open
        self.tell = tell
    }

    /// The path of the socket, once it leads to the instance.
    ///
    /// - Throws: What opening it threw; `CancellationError`, which leaves the opening to whoever else needs it.
    package func socketPath() async throws -> String {
        let (standing, opening, lost) = state.withLock {
            state -> (Tunnel?, OneTimeValue<Result<Tunnel, any Error>>, SSHEnding?) in
            if let opening = state.opening { return (nil, opening, nil) }
            let opening = OneTimeValue<Result<Tunnel, any Error>>()
            guard let ending = state.tunnel.ending, !state.isClosed else { return (state.tunnel, opening, nil) }
            let isNew = state.former?.path != state.tunnel.socketPath
            state.former = (state.tunnel.socketPath, ending)
            state.opening = opening
            state.task = Task { await self.reopen(opening) }
            return (nil, opening, isNew ? ending : nil)
        }
        if let standing { return standing.socketPath }
        if let lost { tell(lost) }
        return try await opening.value().get().socketPath
    }

    /// How the tunnel with that socket ended, where it did or does so within a moment; `nil` where it stands.
    package func ending(of path: String, within moment: Duration) async -> SSHEnding? {
        let (tunnel, former) = state.withLock { ($0.tunnel, $0.former) }
        if let former, former.path == path { return former.ending }
        guard tunnel.socketPath == path else { return nil }
        return try? await Instances.within(moment) { try await tunnel.waitForEnd() }
    }

    /// What ssh says where the instance does not take connections.
    package var refusal: String? { state.withLock { $0.tunnel.refusal } }

    /// Closes the tunnel for good.
    package func close() {
        let (tunnel, task) = state.withLock { state in
            state.isClosed = true
            return (state.tunnel, state.task)
        }
        task?.cancel()
        tunnel.close()
    }

    private func reopen(_ opening: OneTimeValue<Result<Tunnel, any Error>>) async {
        let result: Result<Tunnel, any Error>
        do { result = .success(try await open()) } catch { result = .failure(error) }
        let surplus = state.withLock { state -> Tunnel? in
            state.opening = nil
            state.task = nil
            guard case .success(let tunnel) = result else { return nil }
            if state.isClosed { return tunnel }
            defer { state.tunnel = tunnel }
            return state.tunnel
        }
        surplus?.close()
        opening.set(result)
    }
}
