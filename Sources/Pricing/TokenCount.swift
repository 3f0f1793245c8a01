/// The tokens of a reply as they are paid for.
package struct TokenCount: Sendable, Hashable {
    /// The tokens of the prompt, those from the cache among them.
    package let prompt: Int
    /// Those of the prompt that the server had in its cache.
    package let cachedPrompt: Int
    /// The tokens of the completion.
    package let completion: Int

    /// Takes counts as a server tells them: none is below zero, and no more are cached than there are.
    package init(prompt: Int, cachedPrompt: Int = 0, completion: Int) {
        self.prompt = max(0, prompt)
        self.cachedPrompt = min(max(0, cachedPrompt), max(0, prompt))
        self.completion = max(0, completion)
    }
}
