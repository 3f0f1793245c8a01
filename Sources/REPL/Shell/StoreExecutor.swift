import ConversationStore
import Conversations

/// Does with a store what a chat asks of it.
struct StoreExecutor: Sendable {
    let store: ConversationStore

    /// Carries an operation out; `/save` is not among them, since it may have to open the store first.
    func perform(_ operation: StoreOperation) -> StoreAnswer {
        switch operation {
        case .begin(let turn): return .begun(result { () throws(StoreError) in try store.begin(turn) })
        case .beginComparison(let models, let record, let parameters):
            return .comparisonBegun(
                result { () throws(StoreError) in
                    try store.beginComparison(with: models, to: record, parameters: parameters)
                })
        case .pick(let picked, let former, let message, let id):
            return .updated(
                failure { () throws(StoreError) in
                    try store.pick(picked, inPlaceOf: former, to: message, of: id)
                })
        case .dropAsides(let replies, let id):
            return .updated(failure { () throws(StoreError) in try store.dropAsides(replies, of: id) })
        case .addSummary(let summary, let id):
            return .summaryAdded(result { () throws(StoreError) in try store.addSummary(summary, to: id) })
        case .dropSummary(let summary, let id):
            return .updated(failure { () throws(StoreError) in try store.dropSummary(summary, of: id) })
        case .drop(let messages, let id):
            return .updated(failure { () throws(StoreError) in _ = try store.dropMessages(messages, of: id) })
        case .setModel(let model, let system, let parameters, let id):
            return .updated(
                failure { () throws(StoreError) in
                    try store.setModel(model, system: system, parameters: parameters, of: id)
                })
        case .setTitle(let title, let id):
            return .titled(result { () throws(StoreError) in try store.setTitle(title, of: id) })
        case .fork(let id, let count):
            return .forked(
                result { () throws(StoreError) in
                    try Conversation(try store.fork(id, keepingMessages: count), from: store)
                })
        case .open(let text):
            return .opened(
                result { () throws(StoreError) in
                    try Conversation(try store.conversation(matching: text), from: store)
                })
        case .list(let filter, let limit):
            return .listed(
                filter: filter,
                result { () throws(StoreError) in
                    (try store.conversations(limit: limit, matching: filter), try store.conversationCount())
                })
        case .search(let words, let limit):
            return .found(words, result { () throws(StoreError) in try store.search(words, limit: limit) })
        case .save(let conversation):
            return .saved(result { () throws(StoreError) in try save(conversation) }.mapError { $0 })
        }
    }

    private func save(_ conversation: Conversation) throws(StoreError) -> SaveOutcome {
        let isWhole = conversation.turns.allSatisfy(\.isStored)
        if let id = conversation.storedID, isWhole, (try? store.conversation(id: id)) != nil { return .wasStored }
        guard !conversation.turns.isEmpty else { return .willBeStored }
        var stored = conversation
        try stored.save(to: store)
        return .stored(stored)
    }

    private func result<Value>(_ body: () throws(StoreError) -> Value) -> Result<Value, StoreError> {
        do throws(StoreError) { return .success(try body()) } catch { return .failure(error) }
    }

    private func failure(_ body: () throws(StoreError) -> Void) -> StoreError? {
        do throws(StoreError) { try body() } catch { return error }
        return nil
    }
}
