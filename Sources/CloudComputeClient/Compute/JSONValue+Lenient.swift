import JSON

/// What rows are read with: the first of several names that holds something usable.
///
/// Fact: `docs/api-facts.md` section 7: every number may come as a string, every Boolean as 0 or 1, and anything as `null`.
extension JSONValue {
    /// A Boolean in any of its spellings, also as a string.
    var flag: Bool? {
        switch self {
        case .string(let text):
            switch text.lowercased() {
            case "true", "1": true
            case "false", "0": false
            default: nil
            }
        default: bool
        }
    }

    /// An amount: finite, not below zero and not absurd.
    func number(_ names: String...) -> Double? {
        for name in names { if let number = ServerNumber.amount(self[name]?.double) { return number } }
        return nil
    }

    /// A whole number.
    func whole(_ names: String...) -> Int? {
        for name in names { if let number = self[name]?.int { return number } }
        return nil
    }

    /// How many of something there are.
    func count(_ names: String...) -> Int? {
        for name in names { if let count = ServerNumber.count(self[name]) { return count } }
        return nil
    }

    /// A text that is not blank, without white space around it.
    func words(_ names: String...) -> String? {
        for name in names { if let words = self[name]?.text?.trimmed, !words.isEmpty { return words } }
        return nil
    }

    /// The price of an hour, in the currency of the account, which the API does not name.
    ///
    /// Fact: `dph_total` is Vast's price with storage, `dph_base` the one without; the other names are guesses
    /// (`docs/api-facts.md` section 3).
    var hourlyPrice: Double? {
        number(
            "dph_total", "price_per_hour", "hourly_price", "price_hour", "cost_per_hour", "price", "dph", "dph_base")
    }
}

extension StringProtocol {
    /// The text without white space at its ends.
    var trimmed: String {
        let start = drop(while: \.isWhitespace)
        return String(
            start[..<(start.lastIndex { !$0.isWhitespace }.map { start.index(after: $0) } ?? start.startIndex)])
    }
}
