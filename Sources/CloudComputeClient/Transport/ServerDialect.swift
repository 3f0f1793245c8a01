/// What particular servers mean by words and codes that no specification fixes: every such guess stands here.
///
/// Fact: `docs/api-facts.md` sections 1, 4 and 7.
enum ServerDialect {
    /// What a status that is not 2xx means, with what the body says.
    static func code(
        forStatus status: Int, serverCode: String? = nil, message: String = ""
    ) -> CloudComputeError.Code {
        switch status {
        case 401: .unauthorized
        case 402: .paymentRequired
        case 403: .forbidden
        // OpenAI answers 429 also where the balance is used up.
        case 408, 409, 425, 429: serverCode == "insufficient_quota" ? .paymentRequired : .rateLimited
        case 400, 404, 410, 422:
            if serverCode == "model_not_found" || namesMissingModel(message) {
                .unknownModel
            } else {
                status == 404 || status == 410 ? .notFound : .rejected
            }
        case 400..<500: .rejected
        case 500...599: .serverFailure
        default: .badReply
        }
    }

    /// Servers name an unknown model in words only: "The model `x` does not exist", "x is not a valid model ID",
    /// "model 'x' not found", "No endpoints found for x" is OpenRouter's; "No query results for model" is Laravel's, of
    /// any row.
    private static func namesMissingModel(_ message: String) -> Bool {
        let text = message.lowercased()
        guard text.contains("model"), !text.contains("query results") else { return false }
        return ["not found", "does not exist", "not exist", "not a valid model", "invalid model", "unknown model"]
            .contains { text.contains($0) }
    }

    /// Whether a 404 is about the path and not about what the path names: it says nothing, or speaks of a route.
    static func isUnknownPath(_ error: CloudComputeError) -> Bool {
        error.statusCode == 404 && (!error.hasServerWords || error.message.lowercased().contains("route"))
    }

    /// Whether the offer was taken meanwhile; a template or a key that does not exist is another matter.
    ///
    /// Fact: Vast answers 404 or 410 with `no_such_ask` (`docs/api-facts.md` section 4).
    static func isOfferGone(_ error: CloudComputeError) -> Bool {
        if ["no_such_ask", "offer_unavailable"].contains(error.serverCode) { return true }
        let message = error.message.lowercased()
        let others = ["template", "key", "image", "team", "user"]
        return error.code == .notFound && (message.contains("offer") || !others.contains { message.contains($0) })
    }
}
