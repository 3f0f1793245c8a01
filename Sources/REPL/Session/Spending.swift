import CloudComputeClient
import Conversations

/// What replies took, as far as the server told.
struct Spending: Sendable, Hashable {
    private(set) var replies = 0
    private(set) var promptTokens = 0
    private(set) var cachedTokens = 0
    private(set) var completionTokens = 0
    /// How many of the replies have a known cost.
    private(set) var pricedReplies = 0
    private(set) var cost = 0.0

    /// Nothing so far.
    init() {}

    /// Adds up the replies and summaries of a conversation.
    init(of conversation: Conversation) {
        for cost in conversation.summaries.compactMap(\.cost) { add(cost: cost) }
        for turn in conversation.turns {
            for reply in turn.replies { add(reply) }
            for other in turn.alternatives {
                for reply in other.rounds.map(\.reply) + [other.reply].compactMap(\.self) { add(reply) }
            }
        }
    }

    /// Adds a reply; sums stop at the largest number.
    mutating func add(_ reply: Reply) {
        if let usage = reply.usage {
            replies += 1
            Self.add(usage.promptTokens, to: &promptTokens)
            Self.add(usage.cachedPromptTokens, to: &cachedTokens)
            Self.add(usage.completionTokens, to: &completionTokens)
        }
        if let cost = reply.cost { add(cost: cost) }
    }

    private mutating func add(cost price: Double) {
        pricedReplies += 1
        cost += price
    }

    private static func add(_ count: Int?, to sum: inout Int) {
        let (result, overflows) = sum.addingReportingOverflow(max(0, count ?? 0))
        sum = overflows ? .max : result
    }
}
