import CloudComputeClient
import JSON
import Settings
import Synchronization

/// What a server has listed before of its models: ids, context lengths and prices.
///
/// What stands here only saves a request: a part of an id is always looked up at the server.
final class KnownModels: Sendable {
    private let cache: ServerCache
    /// What is kept, once it was looked up.
    private let loaded = Mutex<[JSONValue]?>(nil)

    /// Finds what is kept of a server; `nil` where nothing is to be kept.
    init?(_ settings: Settings, baseURL: BaseURL) {
        guard let cache = ServerCache(.models, settings, baseURL: baseURL) else { return nil }
        self.cache = cache
    }

    /// Whether the server has listed an id.
    func contains(_ id: String) -> Bool { ids.contains { $0.utf8.elementsEqual(id.utf8) } }

    /// Whether the server has listed none so far.
    var isEmpty: Bool { ids.isEmpty }

    private var ids: [String] { rows.compactMap { $0.string ?? $0["id"]?.string } }

    /// The models, as far as they are kept.
    var models: [Model] { rows.compactMap(Model.init) }

    private var rows: [JSONValue] {
        loaded.withLock { loaded in
            let rows = loaded ?? cache.rows
            loaded = rows
            return rows
        }
    }

    /// What is kept of a model, in the form in which servers list it.
    private static func row(_ model: Model) -> JSONValue {
        var row: JSONObject = ["id": .string(model.id)]
        row["context_length"] = model.contextLength.map { JSONValue($0) }
        var pricing = JSONObject()
        pricing["prompt"] = model.promptPrice.map(JSONValue.string)
        pricing["completion"] = model.completionPrice.map(JSONValue.string)
        pricing["input_cache_read"] = model.cachedPromptPrice.map(JSONValue.string)
        if !pricing.members.isEmpty { row["pricing"] = .object(pricing) }
        return .object(row)
    }

    /// Keeps what the server lists now.
    func keep(_ models: [Model]) {
        let listed = models.map(Self.row)
        guard listed != rows else { return }
        loaded.withLock { $0 = listed }
        cache.keep(listed)
    }
}
