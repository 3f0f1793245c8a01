/// A point of time, counted from the start of the run, or a length of time: what the engine reckons with.
///
/// Whole numbers, so that a timer set for a point of time is due at that point, and a comparison costs nothing.
typealias Nanoseconds = Int

extension Nanoseconds {
    static let second = 1_000_000_000
    static let minute = 60 * second
    /// Ten years: no point of time of a run is later, so that no sum of a few of them overflows.
    static let longest = 315_360_000 * second
}

extension Duration {
    /// Whole nanoseconds, never less than none and never more than ten years.
    var nanoseconds: Nanoseconds {
        guard self > .zero else { return 0 }
        // More seconds than fit 64 bits have no components.
        guard self < .seconds(Nanoseconds.longest / .second) else { return .longest }
        let (seconds, attoseconds) = components
        return Int(seconds) * .second + Int(attoseconds / 1_000_000_000)
    }

    init(_ nanoseconds: Nanoseconds) {
        self = .nanoseconds(nanoseconds)
    }
}

extension Double {
    /// The number as whole nanoseconds, never less than none and never more than ten years.
    var wholeNanoseconds: Nanoseconds {
        self < Double(Nanoseconds.longest) ? Int(max(0, self).rounded(.up)) : self.isNaN ? 0 : .longest
    }
}

extension Int {
    /// The sum, or the greatest number where there is none.
    func saturating(plus other: Int) -> Int {
        let (sum, overflows) = addingReportingOverflow(other)
        return overflows ? (other > 0 ? .max : .min) : sum
    }
}
