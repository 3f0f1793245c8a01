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

    /// Reads a number of JSON text that has been checked, as ``decimal(_:)`` does.
    package static func double(_ digits: UnsafeBufferPointer<UInt8>) -> Double? {
        exact(digits) ?? decimal(String(decoding: digits, as: UTF8.self))
    }

    /// The quotient of two numbers that are exact, which is the nearest to the true one; `nil` for more digits, a sign or
    /// an exponent.
    ///
    /// Fact: W. D. Clinger, "How to read floating point numbers accurately", 1990.
    private static func exact(_ digits: UnsafeBufferPointer<UInt8>) -> Double? {
        guard digits.count <= 18 else { return nil }
        var whole: UInt64 = 0
        var power = 1.0
        var hasPoint = false
        for byte in digits {
            switch byte {
            case UInt8(ascii: "0")...UInt8(ascii: "9"):
                whole = whole * 10 + UInt64(byte - UInt8(ascii: "0"))
                if hasPoint { power *= 10 }
            case UInt8(ascii: ".") where !hasPoint: hasPoint = true
            default: return nil
            }
        }
        return whole <= 1 << 53 ? Double(whole) / power : nil
    }
}
