/// An amount of money in millionths, which adds up without rounding.
struct Money: Sendable, Hashable, Comparable {
    var millionths: Int64

    /// A stored amount; a billion units are the most.
    init(millionths: Int64) { self.millionths = min(max(millionths, 0), 1_000_000_000_000_000) }

    /// An amount in whole units; what is below zero or no number counts as nothing, and a billion as the most.
    init(_ amount: Double) {
        millionths = amount > 0 ? Int64((min(amount, 1e9) * 1e6).rounded()) : 0
    }

    /// In whole units.
    var amount: Double { Double(millionths) / 1e6 }

    static func < (one: Money, other: Money) -> Bool { one.millionths < other.millionths }
    static func -= (one: inout Money, other: Money) { one.millionths -= other.millionths }
}
