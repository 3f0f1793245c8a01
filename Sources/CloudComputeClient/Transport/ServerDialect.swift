import JSON

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

    /// The context length of a model, from where each server tells it; a length of 0 is none.
    ///
    /// OpenRouter has `context_length`, vLLM `max_model_len`; llama.cpp tells in `meta` with which length it runs (`n_ctx`)
    /// and which one the model was trained for.
    static func contextLength(ofModel json: JSONValue) -> Int? {
        let places = [
            json["context_length"], json["max_model_len"], json["top_provider"]?["context_length"],
            json["meta"]?["n_ctx"], json["meta"]?["n_ctx_train"], json["max_context_length"], json["context_window"],
        ]
        return places.lazy.compactMap { ServerNumber.count($0) }.first { $0 > 0 }
    }

    /// What a model takes; empty where its row does not say.
    static func inputModalities(ofModel json: JSONValue) -> [String] {
        let modalities = json["architecture"]?["input_modalities"]
        return modalities?.array?.compactMap(\.string) ?? modalities?.string.map { [$0] } ?? []
    }

    /// Whether a model takes images: `input_modalities`, else the capabilities that llama.cpp, Ollama and LM Studio list.
    static func acceptsImages(model json: JSONValue) -> Bool? {
        let modalities = inputModalities(ofModel: json)
        if !modalities.isEmpty { return modalities.contains { $0.lowercased() == "image" } }
        if json["type"]?.string == "vlm" { return true }
        return holds(json["capabilities"], ["vision", "image", "multimodal"])
    }

    /// Whether a model supports something: by the request fields that OpenRouter lists for it, else by its capabilities.
    static func supports(_ fields: [String], capabilities: [String], model json: JSONValue) -> Bool? {
        holds(json["supported_parameters"], fields) ?? holds(json["capabilities"], capabilities)
    }

    /// Whether one of the words stands in a list, or is true as a member; `nil` where there is neither.
    private static func holds(_ json: JSONValue?, _ words: [String]) -> Bool? {
        if let list = json?.array { return list.contains { words.contains($0.string?.lowercased() ?? "") } }
        guard let object = json?.object else { return nil }
        let told = words.compactMap { object[$0]?.bool }
        return told.isEmpty ? nil : told.contains(true)
    }
}
