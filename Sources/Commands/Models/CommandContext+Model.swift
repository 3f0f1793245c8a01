import CloudComputeClient
import Conversations
import Localization
import REPL
import Settings

/// The models of the server, and which of them is meant.
extension CommandContext {
    /// How long a name is looked up before it is taken as it is.
    private static let patience = Duration.seconds(2)

    /// The server's models, whose ids are kept.
    func models() async throws -> ModelList {
        let list = try await waiting { try await $0.models() }
        keep(list.models)
        return list
    }

    /// What the server has listed in this run or before, without asking it.
    var listedModels: [Model] {
        let models = latestModels.models
        return models.isEmpty ? knownModels?.models ?? [] : models
    }

    /// Keeps what the server has listed.
    func keep(_ models: [Model]) {
        latestModels.models = models
        knownModels?.keep(models)
    }

    /// The id for a name of a model: the exact id, or the one that the name is a part of.
    ///
    /// An id that the server is known to list is taken without asking it, and so is any name where it cannot be asked or
    /// lists nothing.
    ///
    /// - Parameter trustsWholeIDs: Whether what looks like a whole id is one as long as nothing is known of the server.
    /// - Throws: ``CommandFailure`` of bad data where several ids match, or none does and some are near.
    func modelID(_ text: String, trustsWholeIDs: Bool = false) async throws -> String {
        let name = ModelName(text)
        if let literal = name.literal { return literal }
        // So short a name is a part of too many ids to be meant as one.
        if text.utf8.count < 2 || knownModels?.contains(text) == true { return text }
        if trustsWholeIDs, text.utf8.contains(UInt8(ascii: "/")), let knownModels, knownModels.isEmpty { return text }
        guard let models = try await listed() else { return text }
        return try await modelID(name, among: models)
    }

    /// As ``modelID(_:)``, for several names.
    func modelIDs(_ names: [String]) async throws -> [String] {
        var ids: [String] = []
        for name in names { ids.append(try await modelID(name)) }
        return ids
    }

    /// As ``modelID(_:)``, among models that are known already.
    func modelID(_ name: ModelName, among models: [Model]) async throws -> String {
        guard !models.isEmpty else { return name.literal ?? name.text }
        let meaning = name.meaning(among: models.map(\.id))
        switch meaning {
        case .exact(let id), .unlisted(let id): return id
        case .part(let id):
            console.note(localized("Model: \(id)"))
            return id
        case .several(let ids), .near(let ids): return try await ModelChoice.of(ids, for: name, meaning, console)
        }
    }

    /// The server's models; `nil` where it does not tell them in time.
    private func listed() async throws -> [Model]? {
        do {
            return try await waiting { client in
                try await withThrowingTaskGroup(of: [Model]?.self) { group in
                    group.addTask { try await client.models().models }
                    group.addTask {
                        try await Task.sleep(for: Self.patience)
                        return nil
                    }
                    defer { group.cancelAll() }
                    return try await group.next() ?? nil
                }
            }.map { models in
                keep(models)
                return models
            }
        } catch let error as CloudComputeError where error.code != .cancelled {
            return nil
        }
    }

    /// The server's only model; `nil` where it has none or several, or does not tell.
    func onlyModel() async throws -> String? {
        guard let models = try await listed(), models.count == 1 else { return nil }
        return models[0].id
    }

    /// The model in force; where none is set, the server's only one.
    ///
    /// - Throws: ``CommandFailure`` where the choice is the user's.
    func model(orElse fallback: String? = nil) async throws -> String {
        if let model = settings.model, model.source != .sandbox { return try await modelID(model.content) }
        if let fallback { return try await modelID(fallback) }
        if let model = settings.model { return model.content }
        let models = try await models().models
        if models.count == 1, let only = models.first { return only.id }
        let examples = models.prefix(3).map(\.id).joined(separator: ", ")
        let known = examples + (models.count > 3 ? ", …" : "")
        throw CommandFailure(
            known.isEmpty
                ? localized("No model is chosen. Pass -m MODEL, or set CLOUDCOMPUTE_MODEL or a profile's model.")
                : localized(
                    "No model is chosen. Pass -m MODEL, or set CLOUDCOMPUTE_MODEL or a profile's model; the server has \(known)."
                ),
            .configuration)
    }
}
