import ConversationStore
import Conversations
import Localization

/// The commands about conversations as a whole.
extension ChatSession {
    /// How many conversations and hits are listed.
    private static let listed = 20

    /// Goes on in a copy of the first messages.
    mutating func fork(_ argument: String) throws -> [Action] {
        var count = conversation.turns.count
        guard count > 0 else { throw ChatCommandError(localized("Nothing to fork yet.")) }
        if !argument.isEmpty {
            guard let number = Int(argument), number >= 1, number <= count else {
                throw ChatCommandError(localized("/fork takes the number of messages to keep, 1 to \(count)."))
            }
            count = number
        }
        let kept = conversation.turns.prefix(count)
        if isStored, let id = conversation.storedID {
            // What the store lacks would be missing from a copy that it makes.
            guard kept.allSatisfy(\.isStored) else {
                var copy = conversation
                copy.turns = Array(kept)
                copy.summaries.removeAll { $0.turnCount > kept.count }
                copy.title = conversation.title.map { $0.hasSuffix(" (fork)") ? $0 : "\($0) (fork)" }
                copy.detach()
                return [.store(.save(copy))]
            }
            return [.store(.fork(id, keepingMessages: kept.reduce(0) { $0 + $1.storedIDs.count }))]
        }
        guard kept.count == conversation.turns.count else {
            throw ChatCommandError(
                localized("What follows message \(count) is not stored and would be lost; run /save first."))
        }
        return [forked(count)]
    }

    private func forked(_ count: Int) -> Action {
        guard let id = conversation.storedID else {
            return .note(
                localized(
                    "Now in a conversation of its own, a copy with \(count) \(count, "message", "messages"). "
                        + "The original is unchanged."))
        }
        return .note(
            localized(
                "Now in conversation \(id), a copy with \(count) \(count, "message", "messages"). "
                    + "The original is unchanged."))
    }

    /// Begins a new conversation.
    mutating func beginNew() -> [Action] {
        conversation.forget()
        (spending, messagesOfOthers) = (Spending(), 0)
        hasWarnedOfContext = false
        return [.note(localized("A new conversation."))]
    }

    /// Goes on with an earlier conversation.
    func open(_ argument: String) throws -> [Action] {
        if argument.isEmpty {
            throw ChatCommandError(localized("Name the conversation: /open ID, or the beginning of its title."))
        }
        return try asking(.open(argument))
    }

    /// Lists earlier conversations.
    func list(_ argument: String) throws -> [Action] {
        try asking(.list(matching: argument.isEmpty ? nil : argument, limit: Self.listed))
    }

    /// Finds what was said in earlier conversations.
    func search(_ argument: String) throws -> [Action] {
        if argument.isEmpty { throw ChatCommandError(localized("Give the words to search for: /search WORDS.")) }
        return try asking(.search(argument, limit: Self.listed))
    }

    /// Shows the conversation's title, or sets it.
    mutating func title(_ argument: String) throws -> [Action] {
        if argument.isEmpty {
            return [.note(conversation.title.map { localized("Title: \($0)") } ?? localized("Title: none yet"))]
        }
        conversation.title = argument
        guard let id = conversation.storedID else { return [.note(localized("Title set."))] }
        return try asking(.setTitle(argument, of: id))
    }

    /// Stores the conversation from here on.
    func save() -> [Action] { [.store(.save(conversation))] }

    private func asking(_ operation: StoreOperation) throws -> [Action] {
        guard isStored else {
            throw ChatCommandError(
                localized("Conversations are not kept in this chat (--no-save); /save stores this one."))
        }
        return [.store(operation)]
    }

    /// Goes on with what the store answers.
    mutating func handle(_ answer: StoreAnswer) -> [Action] {
        switch answer {
        case .begun(let result): return begun(result)
        case .comparisonBegun(let result): return comparisonBegun(result)
        case .summaryAdded(.success(let id)):
            if let last = conversation.summaries.indices.last { conversation.summaries[last].storedID = id }
            return []
        case .summaryAdded(.failure(let error)): return report(error)
        case .updated(let error): return report(error)
        case .titled(let result): return attempt(result) { _, _ in [.note(localized("Title set."))] }
        case .forked(let result):
            return attempt(result) { session, fork in
                session.conversation = fork
                session.usageIsStale = !fork.summaries.isEmpty
                (session.spending, session.messagesOfOthers) = (Spending(of: fork), 0)
                return [session.forked(fork.turns.count)]
            }
        case .opened(let result): return attempt(result) { $0.opened($1) }
        case .listed(let filter, let result):
            return attempt(result) { Self.listed($1.0, total: $1.total, filter: filter) }
        case .found(let words, let result):
            return attempt(result) { _, hits in
                hits.isEmpty ? [.note(localized("No matches for \"\(words)\"."))] : [.show(.hits(hits))]
            }
        case .saved(let result): return attempt(result) { $0.saved($1) }
        }
    }

    private mutating func opened(_ opened: Conversation) -> [Action] {
        conversation = opened
        usageIsStale = !opened.summaries.isEmpty
        hasWarnedOfContext = false
        (spending, messagesOfOthers) = (Spending(of: opened), 0)
        return [
            .note(
                localized(
                    "Conversation \(opened.storedID ?? 0), \"\(opened.title ?? "")\", "
                        + "\(opened.turns.count) \(opened.turns.count, "message", "messages"), with \(opened.model)."))
        ] + lastExchange()
    }

    private static func listed(_ rows: [StoredConversation], total: Int, filter: String?) -> [Action] {
        if rows.isEmpty {
            return [
                .note(
                    filter.map { localized("No title contains \"\($0)\".") }
                        ?? localized("No conversation is stored yet."))
            ]
        }
        let rest = filter == nil ? total - rows.count : 0
        let more = Action.note(localized("… and \(rest) more; `cloudcompute history list --all` shows all."))
        return [.show(.conversations(rows))] + (rest > 0 ? [more] : [])
    }

    private mutating func saved(_ outcome: SaveOutcome) -> [Action] {
        hasReportedStore = false
        switch outcome {
        case .wasStored:
            return [.note(localized("It is stored already, as conversation \(conversation.storedID ?? 0)."))]
        case .willBeStored:
            isStored = true
            return [.note(localized("It will be stored from the first message on."))]
        case .stored(let stored):
            isStored = true
            conversation = stored
            return [.note(localized("Saved as conversation \(stored.storedID ?? 0)."))]
        }
    }
}
