import JSON

/// A price of one token, as servers write it, made one of a million, which people can read.
public struct MillionTokenPrice: Sendable, Hashable {
    /// The price of a million tokens.
    public let amount: Double

    /// Reads a price of one token; `nil` where it is none: OpenRouter writes -1 where the price varies.
    public init?(perToken text: String) {
        guard let price = JSONNumber.decimal(text), let amount = ServerNumber.amount(price * 1_000_000) else {
            return nil
        }
        self.amount = amount
    }
}
