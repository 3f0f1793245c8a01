import CloudComputeClient

/// A reply as far as it has come; told each event and how long after the request it came.
struct ReplyProgress: Sendable {
    private var accumulator = ChatAccumulator()
    private var whole: ChatReply?
    private(set) var timings = ChatTimings(timeToFirstToken: nil, total: .zero)

    /// The reply as far as it has come.
    var reply: ChatReply { whole ?? accumulator.reply }

    /// Takes the next event of a stream.
    mutating func add(_ event: ChatEvent, after elapsed: Duration) {
        accumulator.add(event)
        timings.total = elapsed
        switch event {
        case .text(_, choice: 0), .reasoning(_, choice: 0):
            timings.timeToFirstToken = timings.timeToFirstToken ?? elapsed
        default: break
        }
    }

    /// Takes a reply that came in one piece, which has no first token.
    mutating func add(whole reply: ChatReply, after elapsed: Duration) {
        whole = reply
        timings.total = elapsed
    }

    /// Notes the end.
    mutating func end(after elapsed: Duration) { timings.total = elapsed }
}
