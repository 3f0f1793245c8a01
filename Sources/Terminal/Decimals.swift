import Foundation

/// Numbers for people.
package enum Decimals {
    /// The number with at most so many decimals, without zeros at its end.
    package static func text(_ number: Double, _ decimals: Int) -> String {
        let text = String(format: "%.\(decimals)f", number)
        guard text.contains(".") else { return text }
        let kept = text.reversed().drop { $0 == "0" }
        return String((kept.first == "." ? kept.dropFirst() : kept).reversed())
    }
}
