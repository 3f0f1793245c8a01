import CloudComputeClient

/// Tells refusals that concern one line from those that every line would get.
struct RefusalCount: Sendable {
    /// So many refusals of one kind in a row concern more than their lines.
    static let most = 20

    private struct Kind: Sendable, Hashable {
        var kind: CloudComputeError.Kind
        var status: Int?
    }

    /// A refusal that came before anything succeeded: what is under way decides whether it concerns all.
    private(set) var suspicion: CloudComputeError?
    private var last: Kind?
    private var inARow = 0
    private var postponed = 0

    /// Counts a refusal; returns whether the run is to end.
    mutating func count(_ error: CloudComputeError, hasSucceeded: Bool) -> Bool {
        if !hasSucceeded { suspicion = suspicion ?? error }
        // The words may name the line or the request; the kind does not.
        let kind = Kind(kind: error.kind, status: error.statusCode)
        inARow = kind == last ? inARow + 1 : 1
        last = kind
        return inARow >= Self.most
    }

    /// Counts a request that the server put off for too long; returns whether the run is to end.
    mutating func countPostponed() -> Bool {
        postponed += 1
        return postponed >= Self.most
    }

    /// Notes a failure of another kind.
    mutating func noteOther() {
        inARow = 0
        last = nil
    }
}
