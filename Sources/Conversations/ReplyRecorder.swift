package import ConversationStore
import Dispatch
import Synchronization

/// Stores a reply while it comes, so that the end of the process loses next to nothing of it.
///
/// What comes is gathered and written every 50 ms: a transaction for every token would cost more than the token. It is
/// written on a queue of its own, so that a store that another program keeps busy holds up neither whoever adds a piece
/// nor the threads of other tasks.
package final class ReplyRecorder: Sendable {
    private static let interval = Duration.milliseconds(50)

    private struct Piece {
        var text = ""
        var reasoning = ""
    }

    private let store: ConversationStore
    private let reply: Int64
    private let queue = DispatchQueue(label: "cloudcompute.reply-recorder")
    /// What has come and was not tried to write yet; never locked while the store writes.
    private let added = Mutex(Piece())
    /// What is to be written; a piece stays until it is, since the next one without it would leave a hole.
    private let unwritten = Mutex(Piece())
    private let writer = Mutex<Task<Void, Never>?>(nil)

    /// Makes a recorder.
    package convenience init(_ store: ConversationStore, _ record: TurnRecord) {
        self.init(store, reply: record.replyID)
    }

    /// Makes a recorder of the reply with a number.
    init(_ store: ConversationStore, reply: Int64) {
        self.store = store
        self.reply = reply
    }

    /// Starts writing.
    package func start() {
        writer.withLock { writer in
            writer = Task {
                while (try? await Task.sleep(for: Self.interval)) != nil { await onQueue { $0.write() } }
            }
        }
    }

    /// Takes the next piece of the reply.
    package func add(text: String = "", reasoning: String = "") {
        added.withLock { added in
            added.text += text
            added.reasoning += reasoning
        }
    }

    /// Writes at once what has come.
    package func flush() async {
        await onQueue { $0.write() }
    }

    /// Ends the writing, and writes the reply whole.
    ///
    /// - Parameter calls: For each tool that it calls, the result that the call has should nothing more be heard of it.
    /// - Returns: The numbers of the results, or why the store has less than the whole reply.
    package func finish(
        _ whole: StoredReply, calling calls: [StoredToolResult] = []
    ) async -> Result<[Int64], StoreError> {
        let task = writer.withLock { $0 }
        task?.cancel()
        await task?.value
        return await onQueue { recorder in
            do throws(StoreError) {
                return .success(try recorder.store.finishReply(recorder.reply, whole, calling: calls))
            } catch {
                return .failure(error)
            }
        }
    }

    /// Writes what has come since the last time that it could be written.
    func write() {
        unwritten.withLock { unwritten in
            let new = added.withLock { added in
                defer { added = Piece() }
                return added
            }
            unwritten.text += new.text
            unwritten.reasoning += new.reasoning
            do throws(StoreError) {
                try store.appendPiece(unwritten.text, reasoning: unwritten.reasoning, to: reply)
                unwritten = Piece()
            } catch {
                // It is tried again with the next piece; in the end the whole reply takes the place of all.
            }
        }
    }

    private func onQueue<Result: Sendable>(_ body: @escaping @Sendable (ReplyRecorder) -> Result) async -> Result {
        await withCheckedContinuation { continuation in queue.async { continuation.resume(returning: body(self)) } }
    }
}
