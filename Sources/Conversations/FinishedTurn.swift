package import CloudComputeClient
package import ConversationStore
package import Terminal

/// How a turn ended.
package struct FinishedTurn: Sendable {
    /// What came, whole or not, as it is stored.
    package var reply: Reply
    /// The replies that called tools before it; where the last of them is ``reply``, the turn ended with its calls.
    package var rounds: [ToolRound] = []
    /// Why the turn ended with calls of tools, and no further reply; `nil` where it did not.
    package var ending: ToolLoop.Ending?
    /// The calls of the reply, with the results that they have should nothing more come.
    package var opened: [ToolRound.AnsweredCall] = []
    /// The stored replies and results, where there are results.
    package var storedIDs: [Int64] = []
    /// What ended the reply early.
    package var error: (any Error)?
    /// The output is gone, so there is nobody to talk to.
    package var outputError: OutputError?
    /// Why the reply is not stored, or not in full.
    package var storeError: StoreError?

    /// All replies of the turn, in order.
    package var replies: [Reply] { rounds.map(\.reply) + (ending == nil ? [reply] : []) }

    /// What the conversation keeps of the turn.
    ///
    /// - Parameter record: Where it is stored.
    package func turn(_ message: ChatMessage, record: TurnRecord?) -> Turn {
        let ids = record.map { [$0.messageID] + (storedIDs.isEmpty ? [$0.replyID] : storedIDs) }
        var turn = Turn(message: message, reply: ending == nil ? reply : nil, storedIDs: ids ?? [])
        turn.rounds = rounds
        turn.isStoredInPart = storeError != nil
        return turn
    }

    /// Makes a turn's end.
    package init(
        reply: Reply, error: (any Error)? = nil, outputError: OutputError? = nil, storeError: StoreError? = nil
    ) {
        self.reply = reply
        self.error = error
        self.outputError = outputError
        self.storeError = storeError
    }
}
