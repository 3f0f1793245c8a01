import CloudComputeClient
import ConversationStore
import JSON
import Tools

/// Where a turn with tools is stored: each reply that calls tools with its results, then what the model made of them.
///
/// Once the store has failed nothing more of the turn is stored, lest a hole be read as what was said.
struct ToolTurnRecording: Sendable {
    private let store: ConversationStore
    private let record: TurnRecord
    private let model: String
    private let parameters: String
    private var replyID: Int64?
    /// The stored results of the last round, and what they are.
    private var results: [(id: Int64, result: ToolResult)] = []
    /// The stored replies and results, in order.
    private(set) var ids: [Int64]
    /// Why the turn is not stored whole.
    private(set) var failure: StoreError?

    init(_ store: ConversationStore, _ record: TurnRecord, _ request: ChatRequest) {
        self.store = store
        self.record = record
        model = request.model
        parameters = JSONValue.object(request.parameters).jsonText
        replyID = record.replyID
        ids = [record.replyID]
    }

    /// Where the next reply is stored; `nil` where it cannot be.
    ///
    /// - Parameter round: How many replies have called tools before.
    mutating func recorder(_ round: Int) -> ReplyRecorder? {
        guard failure == nil else { return nil }
        if round > 0 {
            do throws(StoreError) {
                let id = try store.beginReply(
                    afterRound: round, in: record.conversationID, model: model, parameters: parameters)
                replyID = id
                ids.append(id)
            } catch {
                failure = error
                return nil
            }
        }
        return replyID.map { ReplyRecorder(store, reply: $0) }
    }

    /// Takes where the results of a reply are stored.
    mutating func add(_ finished: FinishedTurn) {
        failure = failure ?? finished.storeError
        results = zip(finished.storedIDs, finished.opened).map { ($0, $1.result) }
        ids += finished.storedIDs
    }

    /// Stores what a call of the last round gave.
    ///
    /// - Returns: Whether it is stored whole.
    mutating func store(_ call: ToolRound.AnsweredCall, at place: Int) -> Bool {
        guard failure == nil, results.indices.contains(place) else { return false }
        if results[place].result == call.result { return true }
        do throws(StoreError) { try store.setResult(call.stored(model: model), of: results[place].id) } catch {
            failure = error
        }
        return failure == nil
    }
}
