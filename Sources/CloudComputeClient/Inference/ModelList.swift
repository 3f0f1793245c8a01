public import JSON

/// What `/models` answers.
public struct ModelList: Sendable, Hashable {
    /// The models in the server's order; rows without a usable id are left out.
    public var models: [Model]
    /// The server's own JSON, byte for byte.
    public var body: [UInt8]

    /// Reads the answer: `{"data":[…]}`, `{"models":[…]}` or a bare array.
    ///
    /// - Throws: ``CloudComputeError`` of code `badReply` where it is none of these.
    public init(body: [UInt8]) throws(CloudComputeError) {
        let json: JSONValue
        do {
            json = try JSONValue(parsing: body)
        } catch {
            if body.first(where: { $0 > 0x20 }) == UInt8(ascii: "<") { throw CloudComputeError(page: body) }
            throw CloudComputeError(.badReply, "The list of models is not JSON: \(error).", cause: error)
        }
        if let failure = CloudComputeError(inBand: json) { throw failure }
        guard let rows = json["data"]?.array ?? json["models"]?.array ?? json.array else {
            throw CloudComputeError(.badReply, "The server's list of models holds no \"data\".")
        }
        models = rows.compactMap(Model.init)
        self.body = body
    }
}

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
    /// The server's own object, unknown fields too.
    public var json: JSONValue

    /// Reads one row; `nil` where it has no id of 1 to 200 characters.
    ///
    /// Fact: the vendor's own client drops such rows too.
    public init?(_ json: JSONValue) {
        guard let id = json["id"]?.string, (1...200).contains(id.count) else { return nil }
        self.id = id
        name = json["name"]?.string.flatMap { $0.isEmpty ? nil : $0 } ?? id
        contextLength =
            ServerNumber.count(json["context_length"]) ?? ServerNumber.count(json["max_model_len"])
            ?? ServerNumber.count(json["top_provider"]?["context_length"])
        let modalities = json["architecture"]?["input_modalities"]
        inputModalities = modalities?.array?.compactMap(\.string) ?? modalities?.string.map { [$0] } ?? []
        promptPrice = ServerNumber.price(json["pricing"]?["prompt"])
        cachedPromptPrice = ServerNumber.price(json["pricing"]?["input_cache_read"])
        completionPrice = ServerNumber.price(json["pricing"]?["completion"])
        self.json = json
    }
}
