import CloudComputeClient
import Conversations

/// The commands that send a message again, take it back or write it elsewhere.
extension ChatSession {
    /// Sends the last message again, perhaps to another model.
    mutating func retry(_ argument: String) throws -> [Action] {
        guard !conversation.turns.isEmpty else { throw ChatCommandError("Nothing to retry.") }
        try refuseIfSummarized()
        return argument.isEmpty ? try retry(with: nil) : try withModel(argument, for: .retry)
    }

    /// Sends the last message again, to the model of an id where one is given.
    mutating func retry(with id: String?) throws -> [Action] {
        guard let former = conversation.turns.popLast() else { throw ChatCommandError("Nothing to retry.") }
        let model = conversation.model
        let change = id.map { switchModel(to: $0) } ?? []
        let turn = PendingTurn(message: former.message, retried: (former, model))
        return change + begin(turn, title: former.message.text)
    }

    /// Lets go of the former reply, but only for one that can stand in its place.
    mutating func settle(_ former: Turn, model: String) -> [Action] {
        guard let last = conversation.turns.indices.last else { return [] }
        (conversation.turns[last].alternatives, conversation.turns[last].branch) = (former.alternatives, former.branch)
        let latest = conversation.turns[last]
        if latest.replaces(former) {
            if latest.isStored || former.storedIDs.isEmpty { return drop(former, keeping: latest.storedIDs) }
            // The store has nothing that could stand in its place.
            let others = latest.storedIDs.filter { !former.storedIDs.contains($0) }
            (conversation.turns[last].storedIDs, conversation.turns[last].isStoredInPart) =
                (former.storedIDs + others, true)
            return []
        }
        conversation.turns[last] = former
        var actions = drop(latest, keeping: former.storedIDs)
        // A script ends here, with the error.
        guard configuration.isInteractive else { return actions }
        if model != conversation.model { actions += switchModel(to: model) }
        return actions + [.note("The former reply stays.")]
    }

    /// Takes a turn out of the stored conversation; the store keeps it out of sight.
    private func drop(_ turn: Turn, keeping kept: [Int64] = []) -> [Action] {
        let ids = turn.storedIDs.filter { !kept.contains($0) }
        guard isStored, let id = conversation.storedID, !ids.isEmpty else { return [] }
        return [.store(.drop(ids, of: id))]
    }

    /// Takes back the last message and its reply.
    mutating func undo() throws -> [Action] {
        try refuseIfSummarized()
        guard let last = conversation.turns.popLast() else { throw ChatCommandError("There is nothing to take back.") }
        return drop(last) + [.note("Taken back: \(Conversation.title(for: last.message.text))")]
    }

    /// Opens the editor on the next message.
    func edit(_ text: String) throws -> [Action] {
        guard configuration.hasEditor else { throw ChatCommandError("/edit needs a terminal.") }
        return [.edit(text)]
    }

    /// Sends what the editor left.
    mutating func edited(_ text: String?) -> [Action] {
        guard let text else {
            return refuse(
                ChatCommandError(
                    "The editor did not end well, so nothing was sent; $VISUAL or $EDITOR names another one."))
        }
        if text.allSatisfy(\.isWhitespace) { return [.note("The text is empty, so nothing was sent.")] }
        return [.show(.text("> " + text))] + say(text)
    }
}
