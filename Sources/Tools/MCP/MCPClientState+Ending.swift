import JSON
import Localization

/// Why the exchange of a request over HTTP gave no message.
enum MCPExchangeFailure: Sendable, Equatable {
    /// The server's status, and the beginning of its body.
    case status(Int, body: [UInt8])
    /// No connection, or a broken one.
    case connection(Message)
    /// The answer ended without what was asked for.
    case noAnswer
}

extension MCPClientState {
    /// When ``advance(to:)`` is to be called next, if nothing else happens.
    var deadline: Duration? {
        let calls = pending.values.filter { $0.kind == .call }.map(deadline(of:))
        return (calls + [startDeadline].compactMap(\.self)).min()
    }

    /// When the server must have told its tools.
    private var startDeadline: Duration? {
        switch phase {
        case .discovering: [startedAt + limits.startup, handshakeEnd?.deadline].compactMap(\.self).min()
        case .initializing, .restarting, .listing: startedAt + limits.startup
        case .idle, .ready, .failed: nil
        }
    }

    private func deadline(of call: Pending) -> Duration {
        min(call.heard + limits.idle, call.started + limits.call)
    }

    /// Notes that time has passed.
    mutating func advance(to now: Duration) -> [Action] {
        if let startDeadline, startDeadline <= now {
            if phase == .discovering, let handshakeEnd { return fail(.ended(status: handshakeEnd.status)) }
            return fail(.silent(seconds: Int(limits.startup.components.seconds)))
        }
        let late = pending.filter { $0.value.kind == .call && self.deadline(of: $0.value) <= now }
        return late.keys.sorted().flatMap { id -> [Action] in
            let whole = late[id].map { $0.started + limits.call <= now } ?? false
            return giveUp(id, .timedOut(whole ? limits.call : limits.idle), "it took too long")
        }
    }

    /// Notes that the program has ended, or reads no more.
    mutating func ended(_ status: Message, now: Duration) -> [Action] {
        guard phase == .initializing, refusals.isEmpty else {
            let words = refusals + [status]
            return fail(phase == .discovering && Set(words).count > 1 ? .refused(words) : .ended(status: status))
        }
        // A server of the stateless era alone may not bear a handshake.
        phase = .restarting
        pending = [:]
        refusals.append(status)
        handshakeEnd = (status, now - startedAt, nil)
        return [.restart]
    }

    /// Notes that the request's exchange over HTTP failed.
    mutating func exchangeFailed(_ id: Int, _ failure: MCPExchangeFailure, now: Duration) -> [Action] {
        guard let entry = pending[id] else { return [] }
        guard case .status(let status, let body) = failure else { return unreachable(id, entry, failure) }
        if status == 401 { return refused(id, entry, .needsAuthorization) }
        if status == 404, entry.message.version != nil, !entry.message.isModern, !entry.isRepeated {
            return renewSession(now: now)
        }
        if let json = try? JSONValue(parsing: body), let error = json["error"], error.object != nil {
            return answered(id, .failure(MCPError(error)), size: body.count, now: now)
        }
        let words = String(decoding: body.prefix(300), as: UTF8.self)
        return refused(id, entry, .http(status: status, words: words))
    }

    private mutating func unreachable(_ id: Int, _ entry: Pending, _ failure: MCPExchangeFailure) -> [Action] {
        let words =
            if case .connection(let words) = failure { words } else { Message("the answer ended before its result") }
        return refused(id, entry, .connection(words))
    }

    /// A call that fails leaves the server as it is; any other request is needed.
    private mutating func refused(_ id: Int, _ entry: Pending, _ failure: ServerFailure) -> [Action] {
        guard entry.kind == .call else { return fail(failure) }
        pending[id] = nil
        return [.finished(call: id, .serverFailed(failure))]
    }

    /// The server has forgotten the session, so nothing that waits for an answer in it gets one.
    private mutating func renewSession(now: Duration) -> [Action] {
        let lost = pending.sorted { $0.key < $1.key }.map(\.value)
        pending = [:]
        let abandoned = lost.compactMap(\.message.id).map { Action.abandon(request: $0) }
        requeued = lost.map { entry in
            var entry = entry
            entry.isRepeated = true
            return entry
        }
        info = nil
        return abandoned + start(now: now)
    }
}
