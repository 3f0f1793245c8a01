package import ConversationStore
import Synchronization

/// Stores a reply while it comes, so that the end of the process loses next to nothing of it.
///
/// What comes is gathered and written every 50 ms by one task: a transaction for every token would cost more than the
/// token, and whoever adds a piece never waits for the disk.
package final class ReplyRecorder: Sendable {
    private static let interval = Duration.milliseconds(50)

    private struct Pending {
        var text = ""
        var reasoning = ""
        var failure: StoreError?
    }

    private let store: ConversationStore
    private let reply: Int64
    private let pending = Mutex(Pending())
    private let writer = Mutex<Task<Void, Never>?>(nil)

    /// Makes a recorder.
    package init(_ store: ConversationStore, _ record: TurnRecord) {
        self.store = store
        reply = record.replyID
    }

    /// Starts writing.
    package func start() {
        writer.withLock { writer in
            writer = Task { @concurrent in
                while (try? await Task.sleep(for: Self.interval)) != nil { write() }
            }
        }
    }

    /// Takes the next piece of the reply.
    package func add(text: String = "", reasoning: String = "") {
        pending.withLock { pending in
            pending.text += text
            pending.reasoning += reasoning
        }
    }

    /// Ends the writing, and writes the reply whole.
    ///
    /// - Returns: What went wrong with the writing, the first time it did.
    package func finish(_ whole: StoredReply) async -> StoreError? {
        let task = writer.withLock { $0 }
        task?.cancel()
        await task?.value
        do throws(StoreError) { try store.finishReply(reply, whole) } catch { return error }
        return pending.withLock { $0.failure }
    }

    /// Writes what has come since the last time; only the writing task does, so pieces keep their order.
    private func write() {
        let (text, reasoning) = pending.withLock { pending in
            defer { (pending.text, pending.reasoning) = ("", "") }
            return (pending.text, pending.reasoning)
        }
        do throws(StoreError) { try store.appendPiece(text, reasoning: reasoning, to: reply) } catch {
            pending.withLock { $0.failure = $0.failure ?? error }
        }
    }
}
