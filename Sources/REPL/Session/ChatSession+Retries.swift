import CloudComputeClient
import Conversations
import Localization

/// The commands that send a message again, take it back or write it elsewhere.
extension ChatSession {
    /// Sends the last message again, perhaps to another model.
    mutating func retry(_ argument: String) throws -> [Action] {
        guard !conversation.turns.isEmpty else { throw ChatCommandError(localized("Nothing to retry.")) }
        try refuseIfSummarized()
        return argument.isEmpty ? try retry(with: nil) : try withModel(argument, for: .retry)
    }

    /// Sends the last message again, to the model of an id where one is given.
    mutating func retry(with id: String?) throws -> [Action] {
        guard let former = conversation.turns.popLast() else { throw ChatCommandError(localized("Nothing to retry.")) }
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
        return actions + [.note(localized("The previous reply is kept."))]
    }

    /// Takes a turn out of the stored conversation; the store keeps it out of sight.
    private func drop(_ turn: Turn, keeping kept: [Int64] = []) -> [Action] {
        let ids = turn.storedIDs.filter { !kept.contains($0) }
        guard isStored, let id = conversation.storedID, !ids.isEmpty else { return [] }
        return [.store(.drop(ids, of: id))]
    }

    /// Removes the last message and its reply, or as many as are named.
    mutating func undo(_ argument: String) throws -> [Action] {
        try refuseIfSummarized()
        let available = conversation.turns.count - conversation.summarizedCount
        if available <= 0 { throw ChatCommandError(localized("Nothing to undo.")) }
        guard let count = argument.isEmpty ? 1 : Int(argument), (1...available).contains(count) else {
            throw ChatCommandError(localized("/undo takes the number of messages to remove, 1 to \(available)."))
        }
        return (0..<count).flatMap { _ -> [Action] in
            guard let last = conversation.turns.popLast() else { return [] }
            return drop(last) + [.note(localized("Removed: \(Conversation.title(for: last.message.text))"))]
        }
    }

    /// Opens the editor on the next message.
    func edit(_ text: String) throws -> [Action] {
        guard configuration.hasEditor else { throw ChatCommandError(localized("/edit needs a terminal.")) }
        return [.edit(text)]
    }

    /// Sends what the editor left.
    mutating func edited(_ text: String?) -> [Action] {
        guard let text else {
            return refuse(
                ChatCommandError(
                    localized(
                        "The editor exited with an error; nothing was sent. Set $VISUAL or $EDITOR to use another.")))
        }
        if text.allSatisfy(\.isWhitespace) { return [.note(localized("The text is empty; nothing was sent."))] }
        return [.show(.text("> " + text))] + say(text)
    }
}
