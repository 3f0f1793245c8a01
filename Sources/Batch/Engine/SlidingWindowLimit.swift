import DequeModule

/// Lets no more than so much out in any 60 seconds, and spreads it evenly over them.
///
/// A log of what went out in the last minute keeps the limit exactly; an even spacing (the generic cell rate algorithm)
/// keeps it from going out in one burst. What a late timer has missed is caught up with, up to a hundredth of a minute's
/// worth. The log is kept in at most about a thousand spans, each of which ages by its latest entry.
struct SlidingWindowLimit: Sendable {
    private static let spanLength = Nanoseconds.minute / 1024

    private struct Span: Sendable {
        var first: Nanoseconds
        var last: Nanoseconds
        var amount: Int
    }

    /// No limit is higher: a number from outside may be any.
    private static let highest = 1_000_000_000_000

    /// What may go out in a minute.
    private(set) var perMinute: Int
    private var log = Deque<Span>()
    private var sum = 0
    /// When the next would go out if all went out evenly.
    private var even = 0.0

    init(perMinute: Int) {
        self.perMinute = min(max(1, perMinute), Self.highest)
    }

    /// Changes the limit; what has gone out counts on.
    mutating func set(perMinute: Int) {
        self.perMinute = min(max(1, perMinute), Self.highest)
    }

    private var interval: Double { Double(Nanoseconds.minute) / Double(perMinute) }

    /// When an amount may go out: at once where that is not later than now.
    ///
    /// More than a minute's worth goes out once a minute's worth may.
    mutating func earliest(_ amount: Int, at now: Nanoseconds) -> Nanoseconds {
        forget(now)
        var earliest = even > Double(now) ? even.wholeNanoseconds : now
        var excess = sum + min(amount, perMinute) - perMinute
        for span in log where excess > 0 {
            excess -= span.amount
            earliest = max(earliest, span.last + .minute + 1)
        }
        return earliest
    }

    /// Notes that an amount goes out.
    mutating func take(_ amount: Int, at now: Nanoseconds) {
        let amount = min(amount, perMinute)
        let slack = max(0, Double(Nanoseconds.minute) / 100 - interval)
        even = max(even, Double(now) - slack) + Double(amount) * interval
        sum += amount
        if let span = log.last, now - span.first < Self.spanLength {
            log[log.count - 1].last = now
            log[log.count - 1].amount = span.amount + amount
        } else {
            log.append(Span(first: now, last: now, amount: amount))
        }
    }

    /// Corrects what went out at a time, once it is known how much it was.
    mutating func correct(_ estimate: Int, to actual: Int, sent: Nanoseconds, at now: Nanoseconds) {
        let change = min(max(0, actual), perMinute) - min(estimate, perMinute)
        // A wait of a minute pays for whatever went out before it.
        even = min(even + Double(change) * interval, Double(now + .minute))
        guard let index = log.lastIndex(where: { $0.first <= sent }), sent <= log[index].last else { return }
        let former = log[index].amount
        log[index].amount = max(0, former + change)
        sum += log[index].amount - former
    }

    private mutating func forget(_ now: Nanoseconds) {
        while let span = log.first, span.last + .minute < now {
            sum -= span.amount
            log.removeFirst()
        }
    }
}
