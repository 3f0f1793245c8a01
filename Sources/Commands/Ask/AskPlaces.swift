import CloudComputeClient
import ConversationStore
import Conversations
import Localization
import Terminal

/// Where the answers of several models to one question are stored: the first as the branch, the others beside it.
struct AskPlaces: Sendable {
    private let store: ConversationStore?
    private let records: [TurnRecord]
    private let conversation: Conversation
    private let models: [String]

    /// Stores the question; where that fails it is said, and the question is asked all the same.
    init(
        _ message: ChatMessage, _ start: Conversation, _ models: [String], _ store: ConversationStore?,
        _ console: CommandContext.Console
    ) {
        self.models = models
        conversation = start
        guard let store else {
            (self.store, records) = (nil, [])
            return
        }
        do throws(StoreError) {
            let first = try store.begin(NewTurn(message, title: message.text, in: start))
            let others = try store.beginComparison(
                with: Array(models.dropFirst()), to: first, parameters: start.parametersJSON)
            (self.store, records) = (store, [first] + (others ?? []))
        } catch {
            console.note(localized("The conversation is not being stored: \(ErrorText.text(error))"))
            (self.store, records) = (nil, [])
        }
    }

    /// Whether the answers are stored.
    var isStored: Bool { store != nil }

    /// What stores an answer as it comes.
    func recorder(_ index: Int) -> ReplyRecorder? {
        guard let store, records.indices.contains(index) else { return nil }
        return ReplyRecorder(store, records[index])
    }

    /// Lets the conversation go on with the first answer that is worth most, and keeps no place for those that failed.
    func settle(_ replies: [Reply?], _ console: CommandContext.Console) {
        guard let store, let first = records.first else { return }
        let worths = replies.map { $0?.worth ?? .nothing }
        let best = worths.max() ?? .nothing
        let branch = worths.firstIndex(of: best) ?? 0
        let failed = records.indices.filter { $0 != branch && worths[$0] == .nothing }.map { records[$0].replyID }
        do throws(StoreError) {
            if branch != 0, records.indices.contains(branch) {
                try store.pick(
                    [records[branch].replyID], inPlaceOf: [first.replyID], to: first.messageID,
                    of: first.conversationID)
                try store.setModel(
                    models[branch], system: conversation.system, parameters: conversation.parametersJSON,
                    of: first.conversationID)
            }
            if !failed.isEmpty { try store.dropAsides(failed, of: first.conversationID) }
        } catch {
            console.note(localized("The answers are not stored in full: \(ErrorText.text(error))"))
        }
    }
}
