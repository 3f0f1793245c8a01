/// The text of numbers.
package enum JSONNumber {
    /// Reads a decimal number in ASCII digits, with or without sign, fraction and exponent.
    ///
    /// - Returns: `nil` for anything else, `inf`, `nan` and hexadecimal digits among it; an infinity for a number that
    ///   is too large.
    package static func decimal(_ text: some StringProtocol) -> Double? {
        var hasDigit = false
        for byte in text.utf8 {
            switch byte {
            case UInt8(ascii: "0")...UInt8(ascii: "9"): hasDigit = true
            case UInt8(ascii: "+"), UInt8(ascii: "-"), UInt8(ascii: "."): break
            case UInt8(ascii: "e"), UInt8(ascii: "E"): guard hasDigit else { return nil }
            default: return nil
            }
        }
        return hasDigit ? Double(text) : nil
    }
}
