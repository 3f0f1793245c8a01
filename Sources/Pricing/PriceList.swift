/// The one rule for what a reply costs: what the server charged, else the profile's price, else the server's list.
package struct PriceList: Sendable, Hashable {
    /// The prices of the profile, by the model's id.
    package var profile: [String: TokenPrice]
    /// The prices that the server lists, by the model's id.
    package var server: [String: TokenPrice]

    /// Makes a list.
    package init(profile: [String: TokenPrice] = [:], server: [String: TokenPrice] = [:]) {
        self.profile = profile
        self.server = server
    }

    /// Whether no price is known.
    package var isEmpty: Bool { profile.isEmpty && server.isEmpty }

    /// The price of the first of the models that has one.
    package func price(of models: [String?]) -> TokenPrice? {
        let models = models.compactMap(\.self)
        return models.lazy.compactMap { profile[$0] }.first ?? models.lazy.compactMap { server[$0] }.first
    }

    /// What a reply cost; `nil` where nobody tells, or where there is a price but no count of tokens.
    ///
    /// - Parameters:
    ///   - charged: What the server says that it charged.
    ///   - models: The names of the model, the one that was asked for first.
    package func cost(charged: Double?, of tokens: TokenCount?, models: [String?]) -> Double? {
        if let charged, charged >= 0, charged.isFinite { return charged }
        guard let tokens else { return nil }
        return price(of: models)?.cost(of: tokens)
    }
}
