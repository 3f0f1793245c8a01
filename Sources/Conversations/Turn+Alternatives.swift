/// A reply that is kept beside the one that the conversation goes on with.
package struct Alternative: Sendable {
    /// The replies that called tools for it, in order.
    package var rounds: [ToolRound]
    /// The reply; `nil` where it ended with calls of tools.
    package var reply: Reply?
    /// Its stored messages; none where it is not stored.
    package var storedIDs: [Int64]

    /// Makes an alternative.
    package init(rounds: [ToolRound] = [], reply: Reply?, storedIDs: [Int64] = []) {
        self.rounds = rounds
        self.reply = reply
        self.storedIDs = storedIDs
    }

    /// What is shown of it.
    package var shown: Reply { reply ?? rounds.last?.reply ?? Reply() }

    /// Whether it says something.
    var isUsable: Bool { shown.isUsable || !rounds.isEmpty }
}

extension Turn {
    /// What came back, as an alternative to others.
    private var current: Alternative {
        Alternative(rounds: rounds, reply: reply, storedIDs: Array(storedIDs.dropFirst()))
    }

    /// All replies that there are to the message, in the order in which they were asked for; none where there is one only.
    package var choices: [Reply] {
        guard !alternatives.isEmpty else { return [] }
        var replies = alternatives.map(\.shown)
        replies.insert(current.shown, at: min(max(0, branch), replies.count))
        return replies
    }

    /// Goes on with another of the replies.
    ///
    /// - Parameter position: Its place among ``choices``.
    /// - Returns: The stored messages that now stand beside the branch, and those that now are the branch; `nil` where there
    ///   is no such reply, or it is the branch already.
    package mutating func pick(_ position: Int) -> (aside: [Int64], branch: [Int64])? {
        guard !alternatives.isEmpty, position != branch, (0...alternatives.count).contains(position) else { return nil }
        let former = current
        let picked = alternatives.remove(at: position < branch ? position : position - 1)
        alternatives.insert(former, at: position < branch ? branch - 1 : branch)
        (rounds, reply) = (picked.rounds, picked.reply)
        storedIDs = Array(storedIDs.prefix(1)) + picked.storedIDs
        branch = position
        return (former.storedIDs, picked.storedIDs)
    }
}
