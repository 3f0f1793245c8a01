public import JSON

/// A model as `/models` describes it.
///
/// Only the id is sure to be there.
public struct Model: Sendable, Hashable {
    /// The id by which requests name the model.
    public var id: String
    /// The name for people; the id where there is none.
    public var name: String
    /// The context length in tokens.
    public var contextLength: Int?
    /// What the model takes: `text`, `image`, …; empty where the server does not say, which does not mean none.
    public var inputModalities: [String]
    /// Whether the model takes images; `nil` where the server does not say.
    public var acceptsImages: Bool?
    /// Whether the model can call tools; `nil` where the server does not say.
    public var supportsTools: Bool?
    /// Whether the model can reason before it answers; `nil` where the server does not say.
    public var supportsReasoning: Bool?
    /// The price of a prompt token as the server wrote it.
    ///
    /// The currency is not known.
    public var promptPrice: String?
    /// The price of a prompt token that the server has in its cache, as it wrote it.
    ///
    /// The currency is not known.
    public var cachedPromptPrice: String?
    /// The price of a completion token as the server wrote it.
    ///
    /// The currency is not known.
    public var completionPrice: String?
    /// When the model was made or listed, in seconds since 1970.
    public var created: Int?
    /// The server's own object, unknown fields too.
    public var json: JSONValue

    /// Reads one row; `nil` where it has no id of 1 to 200 characters.
    ///
    /// Fact: the vendor's own client drops such rows too.
    public init?(_ json: JSONValue) {
        guard let id = json["id"]?.string, (1...200).contains(id.count) else { return nil }
        self.id = id
        name = json["name"]?.string.flatMap { $0.isEmpty ? nil : $0 } ?? id
        contextLength = ServerDialect.contextLength(ofModel: json)
        inputModalities = ServerDialect.inputModalities(ofModel: json)
        acceptsImages = ServerDialect.acceptsImages(model: json)
        supportsTools = ServerDialect.supports(["tools"], capabilities: ["tools", "tool_use"], model: json)
        supportsReasoning = ServerDialect.supports(
            ["reasoning", "include_reasoning", "reasoning_effort"], capabilities: ["thinking", "reasoning"],
            model: json)
        promptPrice = ServerNumber.price(json["pricing"]?["prompt"])
        cachedPromptPrice = ServerNumber.price(json["pricing"]?["input_cache_read"])
        completionPrice = ServerNumber.price(json["pricing"]?["completion"])
        created = ServerNumber.count(json["created"])
        self.json = json
    }
}
