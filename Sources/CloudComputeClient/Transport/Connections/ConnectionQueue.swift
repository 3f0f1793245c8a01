import NIOCore

/// Decides which connection a request goes out on: one that is free, the one used last first; else one more, up to the
/// limit; else it waits, and the first to come is the first to go.
struct ConnectionQueue<Connection: AnyObject, Request: AnyObject> {
    /// What a request does.
    enum Step {
        case use(Connection)
        case open
        case wait(Request)
    }

    private struct Free {
        var connection: Connection
        var since: NIODeadline
    }

    let limit: Int
    /// The connections that are there or being opened, free ones as well.
    private(set) var openCount = 0
    /// The free ones; those used last come last.
    private var free: [Free] = []
    private var waiting = CircularBuffer<Request>()

    init(limit: Int) {
        self.limit = min(max(1, limit), 1 << 20)
    }

    /// When the connection became free that has been so for longest.
    var freeSince: NIODeadline? { free.first?.since }

    /// Takes a request, which is made only where it waits.
    mutating func add(_ request: @autoclosure () -> Request) -> Step {
        if let last = free.popLast() { return .use(last.connection) }
        guard openCount < limit else {
            let request = request()
            waiting.append(request)
            return .wait(request)
        }
        openCount += 1
        return .open
    }

    /// Takes back a connection whose answer has ended; returns the request that goes out on it next.
    mutating func freed(_ connection: Connection, at now: NIODeadline) -> Request? {
        if let next = waiting.popFirst() { return next }
        free.append(Free(connection: connection, since: now))
        return nil
    }

    /// Forgets a connection that serves nobody any more; returns the request for which another one is to be opened.
    mutating func closed(_ connection: Connection?) -> Request? {
        if let connection { free.removeAll { $0.connection === connection } }
        openCount -= 1
        guard let next = waiting.popFirst() else { return nil }
        openCount += 1
        return next
    }

    /// Takes back a request that waits; `nil` where it does not.
    mutating func withdraw(where isIt: (Request) -> Bool) -> Request? {
        waiting.firstIndex(where: isIt).map { waiting.remove(at: $0) }
    }

    /// Takes out a connection that has been free since then or before.
    mutating func takeFree(since time: NIODeadline) -> Connection? {
        guard let first = free.first, first.since <= time else { return nil }
        return free.removeFirst().connection
    }
}
