import GRDB

extension StoredReply {
    /// Reads a reply, without the pieces that are still apart from it.
    init(_ row: Row) {
        self.init(text: row.text("text"))
        id = row.optionalText("response_id")
        reasoning = row.text("reasoning")
        reasoningDetails = row.optionalText("reasoning_details")
        refusal = row.text("refusal")
        toolCalls = row.optionalText("tool_calls")
        round = Int(clamping: max(0, row.integer("round")))
        model = row.optionalText("model")
        usage = row.optionalText("usage")
        finishReason = row.optionalText("finish_reason")
        timeToFirstToken = row.number("time_to_first_token", in: Self.milliseconds)
        duration = row.number("duration", in: Self.milliseconds)
        cost = row.number("cost", in: Self.costs)
        status = Status(rawValue: row.text("status")) ?? .failed
        error = row.optionalText("error")
    }

    /// Up to thirty years.
    private static var milliseconds: ClosedRange<Double> { 0...1e12 }
    private static var costs: ClosedRange<Double> { 0...1e12 }

    /// Writes the reply into its row, which belongs to no process any more.
    ///
    /// - Returns: Whether there is such a row.
    @discardableResult
    func update(_ database: Database, _ row: Int64) throws -> Bool {
        let status = status == .pending ? Status.cutOff : status
        try database.cachedStatement(
            sql: """
                UPDATE turn SET
                    response_id = ?, text = ?, reasoning = ?, reasoning_details = ?, refusal = ?, tool_calls = ?,
                    model = coalesce(?, model), usage = ?, finish_reason = ?, time_to_first_token = ?, duration = ?,
                    cost = ?, status = ?, error = ?, owner_pid = NULL, owner_start = NULL
                WHERE id = ? AND role = 'assistant'
                """
        ).execute(arguments: [
            id?.storable, text.storable, reasoning.storable, reasoningDetails?.storable,
            refusal.isEmpty ? nil : refusal.storable, toolCalls?.storable, model?.storable, usage?.storable,
            finishReason?.storable, timeToFirstToken, duration, cost, status.rawValue, error?.storable, row,
        ])
        return database.changesCount > 0
    }
}
