/// Round numbers along an axis: 1, 2 or 5 times a power of ten apart.
struct AxisTicks {
    let values: [Double]

    /// Creates about so many ticks between two numbers, both ends among those that are considered.
    init(from: Double, to: Double, about count: Int) {
        let span = to - from
        guard span.isFinite, span > 0, count > 0, let step = Self.step(span / Double(count)) else {
            values = from.isFinite ? [from] : []
            return
        }
        var values: [Double] = []
        var index = (from / step).rounded(.up)
        while values.count <= 2 * count, index * step <= to + step * 1e-9 {
            values.append(index * step)
            index += 1
        }
        self.values = values
    }

    /// The least round step that is not below a number; `nil` where numbers that near are all the same.
    private static func step(_ least: Double) -> Double? {
        guard least.isNormal, least > 0 else { return nil }
        var power = 1.0
        while power > least, power > 1e-300 { power /= 10 }
        while power * 10 <= least, power < 1e300 { power *= 10 }
        return [1, 2, 5, 10].map { $0 * power }.first { $0 >= least * (1 - 1e-9) && $0.isFinite }
    }
}
