import CloudComputeClient

@testable import ConversationStore
@testable import Conversations
@testable import REPL

/// A store in memory that keeps no more than which messages belong to which conversation.
struct SimulatedStore {
    private(set) var messages: [Int64: [Int64]] = [:]
    /// Replies that are kept beside the branch.
    private(set) var asides: Set<Int64> = []
    private var saved: [Int64: Conversation] = [:]
    private var lastID: Int64 = 0
    /// Whether it fails from now on.
    var isBroken = false

    private static let failure = StoreError.failed("/p", code: 1)

    private mutating func next() -> Int64 {
        lastID += 1
        return lastID
    }

    /// Stores further messages of a turn.
    mutating func add(_ count: Int, to conversation: Int64) -> [Int64] {
        let ids = (0..<count).map { _ in next() }
        messages[conversation, default: []] += ids
        return ids
    }

    /// Keeps what was said, so that a conversation can be opened again.
    mutating func keep(_ conversation: Conversation) {
        guard let id = conversation.storedID, messages[id] != nil else { return }
        saved[id] = conversation
    }

    mutating func perform(_ operation: StoreOperation) -> StoreAnswer {
        switch operation {
        case .begin(let turn):
            if isBroken { return .begun(.failure(Self.failure)) }
            let id = turn.conversationID ?? next()
            let former = turn.formerIDs.first.flatMap { messages[id]?.contains($0) == true ? $0 : nil }
            let message = former ?? next()
            let record = TurnRecord(conversationID: id, title: turn.title, messageID: message, replyID: next())
            messages[id, default: []] += (former == nil ? [message] : []) + [record.replyID]
            return .begun(.success(record))
        case .beginComparison(let models, let record, _):
            if isBroken { return .comparisonBegun(.failure(Self.failure)) }
            let records = models.map { _ in
                var place = record
                place.replyID = next()
                asides.insert(place.replyID)
                return place
            }
            return .comparisonBegun(.success(records))
        case .pick(let picked, let former, _, let id):
            if isBroken { return .updated(Self.failure) }
            messages[id]?.removeAll { former.contains($0) }
            messages[id]? += picked
            asides.formUnion(former)
            asides.subtract(picked)
            return .updated(nil)
        case .dropAsides(let ids, _):
            if !isBroken { asides.subtract(ids) }
            return .updated(isBroken ? Self.failure : nil)
        case .addSummary: return .summaryAdded(isBroken ? .failure(Self.failure) : .success(next()))
        case .dropSummary: return .updated(isBroken ? Self.failure : nil)
        case .drop(let ids, let id):
            if isBroken { return .updated(Self.failure) }
            messages[id]?.removeAll { ids.contains($0) }
            return .updated(nil)
        case .setModel: return .updated(isBroken ? Self.failure : nil)
        case .setTitle: return .titled(isBroken ? .failure(Self.failure) : .success(()))
        case .fork(let id, let count):
            guard !isBroken, let origin = saved[id] else { return .forked(.failure(Self.failure)) }
            return .forked(.success(copy(origin, count: count)))
        case .open:
            guard !isBroken, let found = saved.keys.sorted().first.flatMap({ saved[$0] }) else {
                return .opened(.failure(Self.failure))
            }
            return .opened(.success(found))
        case .list: return .listed(filter: nil, isBroken ? .failure(Self.failure) : .success(([], total: 0)))
        case .search(let words, _): return .found(words, isBroken ? .failure(Self.failure) : .success([]))
        case .save(let conversation):
            if isBroken { return .saved(.failure(Self.failure)) }
            if conversation.turns.isEmpty { return .saved(.success(.willBeStored)) }
            let isWhole = conversation.turns.allSatisfy(\.isStored)
            if conversation.storedID != nil, isWhole { return .saved(.success(.wasStored)) }
            return .saved(.success(.stored(copy(conversation, count: .max))))
        }
    }

    private mutating func copy(_ conversation: Conversation, count: Int) -> Conversation {
        var copy = conversation
        let id = next()
        copy.storedID = id
        var left = count
        copy.turns = conversation.turns.filter { turn in
            left -= turn.storedIDs.count
            return left >= 0
        }
        for index in copy.turns.indices {
            let count = copy.turns[index].storedIDs.isEmpty ? 2 : copy.turns[index].storedIDs.count
            copy.turns[index].storedIDs = (0..<count).map { _ in next() }
            copy.turns[index].isStoredInPart = false
            for place in copy.turns[index].alternatives.indices {
                copy.turns[index].alternatives[place].storedIDs = [next()]
                asides.formUnion(copy.turns[index].alternatives[place].storedIDs)
            }
        }
        messages[id] = copy.turns.flatMap(\.storedIDs)
        saved[id] = copy
        return copy
    }
}
