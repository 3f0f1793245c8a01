/// What the tokens of a model cost, in the currency of whoever named the price.
package struct TokenPrice: Sendable, Hashable {
    /// The price of so many prompt tokens as ``unit`` says.
    package let prompt: Double
    /// The price of so many completion tokens.
    package let completion: Double
    /// The price of so many prompt tokens that the server had in its cache; `nil` where they cost what others do.
    package let cachedPrompt: Double?
    /// How many tokens the prices are for.
    package let unit: Double

    /// Takes prices; `nil` where one is no amount that can be added up.
    package init?(prompt: Double, completion: Double, cachedPrompt: Double? = nil, unit: Double = 1) {
        let amounts = [prompt, completion, cachedPrompt ?? 0]
        guard amounts.allSatisfy({ (0...Self.largest).contains($0) }), (1...Self.largest).contains(unit) else {
            return nil
        }
        self.prompt = prompt
        self.completion = completion
        self.cachedPrompt = cachedPrompt
        self.unit = unit
    }

    /// The largest amount: sums of products with any count of tokens stay finite.
    private static let largest = 1e12

    /// What the tokens cost.
    package func cost(of tokens: TokenCount) -> Double {
        let cached = Double(tokens.cachedPrompt)
        let uncached = Double(tokens.prompt) - cached
        return (prompt * uncached + (cachedPrompt ?? prompt) * cached + completion * Double(tokens.completion)) / unit
    }
}
