package import ConversationStore

extension ConversationStore {
    /// Makes places for replies of other models to a turn, beside its own.
    ///
    /// - Returns: The places, in the models' order; `nil` where another program has gone on with the conversation.
    /// - Throws: ``StoreError``.
    package func beginComparison(
        with models: [String], to record: TurnRecord, parameters: String
    ) throws(StoreError) -> [TurnRecord]? {
        try beginAsides(to: record.messageID, in: record.conversationID, models: models, parameters: parameters)?
            .map { id in
                TurnRecord(
                    conversationID: record.conversationID, title: record.title, messageID: record.messageID,
                    replyID: id)
            }
    }
}
