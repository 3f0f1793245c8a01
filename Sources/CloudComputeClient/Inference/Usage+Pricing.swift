package import Pricing

extension Usage {
    /// The tokens as they are paid for; `nil` where the server counted none.
    package var tokenCount: TokenCount? {
        guard promptTokens != nil || completionTokens != nil else { return nil }
        return TokenCount(
            prompt: promptTokens ?? 0, cachedPrompt: cachedPromptTokens ?? 0, completion: completionTokens ?? 0)
    }
}

extension Model {
    /// What the server lists as the price of a token; `nil` where it names no number for both kinds.
    package var tokenPrice: TokenPrice? {
        guard let prompt = promptPrice.flatMap({ Double($0) }), let completion = completionPrice.flatMap({ Double($0) })
        else { return nil }
        let cached = cachedPromptPrice.flatMap { Double($0) }
        return TokenPrice(prompt: prompt, completion: completion, cachedPrompt: cached)
            ?? TokenPrice(prompt: prompt, completion: completion)
    }
}

extension PriceList {
    /// The prices of a server's models, by their ids.
    package static func prices(of models: [Model]) -> [String: TokenPrice] {
        Dictionary(models.compactMap { model in model.tokenPrice.map { (model.id, $0) } }) { first, _ in first }
    }

    /// What a reply cost by its usage.
    package func cost(of usage: Usage?, models: [String?]) -> Double? {
        cost(charged: usage?.cost, of: usage?.tokenCount, models: models)
    }
}
