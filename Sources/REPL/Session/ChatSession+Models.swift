import CloudComputeClient
import Conversations
import Localization

/// Which model is meant by what is typed.
extension ChatSession {
    /// What a model is named for.
    enum ModelUse: Sendable {
        /// `/model`: the messages from now on.
        case change
        /// `/retry`: the last message once more, and those from now on.
        case retry
        /// `/compare`: the last message, beside its reply.
        case compare
        /// `/template`: the messages from now on, which go into it.
        case template(AppliedTemplate)
    }

    /// Shows the model, or goes on with another one.
    mutating func changeModel(_ name: String) throws -> [Action] {
        if name.isEmpty { return [.note(localized("Model: \(conversation.model)"))] }
        return try withModel(name, for: .change)
    }

    /// Goes on with the model that a name means; the server's list is asked for where it is not known yet.
    mutating func withModel(_ name: String, for use: ModelUse) throws -> [Action] {
        guard hasModelList || ModelName(name).literal != nil else { return wait(for: .findModel(name, for: use)) }
        return try useModel(ModelName(name), for: use)
    }

    /// Goes on with what the server lists; a server that lists nothing takes any name.
    mutating func found(_ result: Result<[Model], any Error>, named name: String, for use: ModelUse) -> [Action] {
        let listed = (try? result.get()) ?? []
        return attempt(Result<[Model], any Error>.success(listed)) { session, models in
            session.models = models
            session.hasModelList = true
            if case .compare = use { return try session.compare(name) }
            return try session.useModel(ModelName(name), for: use)
        }
    }

    /// The id that a name means.
    ///
    /// - Throws: ``ChatCommandError`` where several ids match, or none does and some are near.
    func modelID(_ name: ModelName) throws -> String {
        let meaning = name.meaning(among: models.map(\.id))
        if let refusal = name.refusal(meaning) {
            throw ChatCommandError(
                localized("\(refusal) \"=\(name.text)\" takes the name as it is."), isAboutData: true)
        }
        return meaning.id ?? name.text
    }

    private mutating func useModel(_ name: ModelName, for use: ModelUse) throws -> [Action] {
        let id = try modelID(name)
        switch use {
        case .change: return switchModel(to: id)
        case .retry: return try retry(with: id)
        case .compare: return try compare(id)
        case .template(let applied): return take(applied, model: id)
        }
    }

    /// Goes on with a model by its id.
    mutating func switchModel(to id: String) -> [Action] {
        conversation.model = id
        hasWarnedOfContext = false
        let isListed = !hasModelList || models.isEmpty || models.contains { $0.id == id }
        return keepSettings()
            + [
                .note(
                    isListed
                        ? localized("Switched to \(id).")
                        : localized("Switched to \(id). Warning: the server does not list this model."))
            ]
    }
}
