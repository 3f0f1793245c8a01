import Localization

/// Numbers as a reader wants them; none of a foreign file can trap.
package enum ReportNumber {
    /// A number with as many digits as tell something, and a mark between thousands.
    package static func text(_ number: Double) -> String {
        guard number.isFinite else { return "–" }
        let size = abs(number)
        guard size >= 100 || number == number.rounded() else {
            let scale = size >= 10 ? 10.0 : size >= 1 ? 100 : 1000
            let rounded = (number * scale).rounded() / scale
            return rounded == rounded.rounded() ? text(rounded) : "\(rounded)"
        }
        guard let whole = Int(exactly: number.rounded()), size < 1e15 else { return "\(number)" }
        return text(whole)
    }

    /// A whole number with a mark between thousands.
    package static func text(_ number: Int) -> String {
        var result = ""
        for (index, digit) in String(number.magnitude).reversed().enumerated() {
            if index > 0, index.isMultiple(of: 3) {
                result.append(Language.current.thousandsSeparator)
            }
            result.append(digit)
        }
        return (number < 0 ? "-" : "") + String(result.reversed())
    }

    /// A number from outside, `nil` outside of what it can be.
    static func within(_ range: ClosedRange<Double>, _ number: Double?) -> Double? {
        number.flatMap { range.contains($0) ? $0 : nil }
    }

    /// A sum that stops at the largest number.
    static func sum(_ a: Int, _ b: Int) -> Int {
        let (sum, overflow) = a.addingReportingOverflow(b)
        return overflow ? (b < 0 ? .min : .max) : sum
    }
}
