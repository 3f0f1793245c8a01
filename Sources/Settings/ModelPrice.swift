/// What a model's tokens cost, in the currency of whoever wrote it down.
package struct ModelPrice: Sendable, Hashable {
    /// The price of a million prompt tokens.
    package var prompt: Double
    /// The price of a million completion tokens.
    package var completion: Double

    /// Creates a price.
    package init(prompt: Double, completion: Double) {
        self.prompt = prompt
        self.completion = completion
    }

    /// What so many tokens cost.
    package func cost(promptTokens: Int, completionTokens: Int) -> Double {
        (prompt * Double(promptTokens) + completion * Double(completionTokens)) / 1_000_000
    }
}
