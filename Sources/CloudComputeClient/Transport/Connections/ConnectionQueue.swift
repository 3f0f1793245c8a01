import NIOCore

/// Decides which connection a request goes out on: one that is free, the one used last first; else one more, up to the
/// limit; else it waits, and the first to come is the first to go.
struct ConnectionQueue<Connection: AnyObject, Request> {
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
    /// The requests that wait, by what they are known by, each with its number.
    private var waiting: [ObjectIdentifier: (number: Int, request: Request)] = [:]
    /// In which order they came; of one that was taken back the entry stays until it is come to.
    private var order = CircularBuffer<(id: ObjectIdentifier, number: Int)>()
    private var count = 0

    init(limit: Int) {
        self.limit = min(max(1, limit), 1 << 20)
    }

    /// When the connection became free that has been so for longest.
    var freeSince: NIODeadline? { free.first?.since }

    /// Takes a request, which is made only where it waits.
    mutating func add(_ request: @autoclosure () -> Request, id: ObjectIdentifier) -> Step {
        if let last = free.popLast() { return .use(last.connection) }
        guard openCount < limit else {
            let request = request()
            count += 1
            waiting[id] = (count, request)
            order.append((id, count))
            return .wait(request)
        }
        openCount += 1
        return .open
    }

    /// Takes back a connection whose answer has ended; returns the request that goes out on it next.
    mutating func freed(_ connection: Connection, at now: NIODeadline) -> Request? {
        if let next = popFirst() { return next }
        free.append(Free(connection: connection, since: now))
        return nil
    }

    /// Forgets a connection that serves nobody any more; returns the request for which another one is to be opened.
    mutating func closed(_ connection: Connection?) -> Request? {
        if let connection { free.removeAll { $0.connection === connection } }
        openCount -= 1
        guard let next = popFirst() else { return nil }
        openCount += 1
        return next
    }

    /// Takes back a request that waits; `nil` where it does not.
    mutating func withdraw(_ id: ObjectIdentifier) -> Request? {
        defer { if waiting.isEmpty { order.removeAll() } }
        return waiting.removeValue(forKey: id)?.request
    }

    private mutating func popFirst() -> Request? {
        while let next = order.popFirst() {
            guard waiting[next.id]?.number == next.number else { continue }
            return waiting.removeValue(forKey: next.id)?.request
        }
        return nil
    }

    /// Takes out a connection that has been free since then or before.
    mutating func takeFree(since time: NIODeadline) -> Connection? {
        guard let first = free.first, first.since <= time else { return nil }
        return free.removeFirst().connection
    }
}
