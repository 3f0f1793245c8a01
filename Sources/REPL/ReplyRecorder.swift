package import CloudComputeClient
package import ConversationStore
import Synchronization

/// Stores a message before it is sent, and its reply while it comes, so that the end of the process loses next to
/// nothing of it.
///
/// What comes is gathered and written every 50 ms: a transaction for every token would cost more than the token.
package final class ReplyRecorder: Sendable {
    private static let pace = Duration.milliseconds(50)
    private static let largestPiece = 16_384

    private struct Pending {
        var text = ""
        var reasoning = ""
        var failure: StoreError?
    }

    /// The stored turns of the message and its reply.
    let turns: [Int64]
    private let store: ConversationStore
    private let turn: Int64
    private let pending = Mutex(Pending())
    private let writer = Mutex<Task<Void, Never>?>(nil)

    private init(_ store: ConversationStore, message: Int64, turn: Int64) {
        self.store = store
        self.turn = turn
        turns = [message, turn]
    }

    /// Stores the message and makes a place for its reply; a conversation that is not stored yet is, from now on.
    ///
    /// - Parameters:
    ///   - message: What will be sent.
    ///   - title: What a new conversation is named after.
    /// - Throws: ``StoreError``.
    package static func begin(
        _ message: ChatMessage, title: String, in conversation: inout Conversation, _ store: ConversationStore
    ) throws(StoreError) -> ReplyRecorder {
        let parameters = JSONValue.object(conversation.parameters).jsonText
        let title = conversation.title ?? Conversation.title(for: title)
        let id: Int64
        if let known = conversation.storedID {
            id = known
        } else {
            id = try store.createConversation(
                title: title, model: conversation.model, system: conversation.system, parameters: parameters
            ).id
        }
        conversation.storedID = id
        conversation.title = title
        let message = try store.addUserTurn(message.text, attachments: message.imagesJSON, to: id)
        let turn = try store.beginReply(in: id, model: conversation.model, parameters: parameters)
        return ReplyRecorder(store, message: message, turn: turn)
    }

    /// Starts writing.
    package func start() {
        writer.withLock { writer in
            writer = Task {
                while (try? await Task.sleep(for: Self.pace)) != nil { write() }
            }
        }
    }

    /// Takes the next piece of the reply.
    package func add(text: String = "", reasoning: String = "") {
        let isLarge = pending.withLock { pending in
            pending.text += text
            pending.reasoning += reasoning
            return pending.text.utf8.count + pending.reasoning.utf8.count > Self.largestPiece
        }
        if isLarge { write() }
    }

    /// Ends the writing, and writes the reply whole.
    ///
    /// - Parameters:
    ///   - cost: What it cost, in the currency of whoever told.
    ///   - failure: What ended it early.
    /// - Returns: What went wrong with the writing, the first time it did.
    package func finish(
        _ reply: ChatReply, timings: ChatTimings, cost: Double?, failure: (any Error)?, wasInterrupted: Bool
    ) async -> StoreError? {
        await finish(
            FinishedReply(
                Reply(reply, timings: timings, cost: cost, failure: failure, wasInterrupted: wasInterrupted)))
    }

    func finish(_ reply: FinishedReply) async -> StoreError? {
        let task = writer.withLock { $0 }
        task?.cancel()
        await task?.value
        do throws(StoreError) { try store.finishReply(turn, reply) } catch { return error }
        return pending.withLock { $0.failure }
    }

    private func write() {
        // The lock is held over the writing, so that pieces stand in the order in which they came.
        pending.withLock { pending in
            guard !pending.text.isEmpty || !pending.reasoning.isEmpty else { return }
            do throws(StoreError) {
                try store.appendPiece(pending.text, reasoning: pending.reasoning, to: turn)
            } catch { pending.failure = pending.failure ?? error }
            pending.text = ""
            pending.reasoning = ""
        }
    }
}
