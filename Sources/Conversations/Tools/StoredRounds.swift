import CloudComputeClient
import ConversationStore
import Tools

/// Puts the rounds of a turn together from what is stored of them.
struct StoredRounds {
    private(set) var rounds: [ToolRound] = []
    /// The last reply; while no result has followed it, it may be the end of the turn.
    private(set) var reply: Reply?

    /// Whether the reply to the results of so many rounds is the next to come.
    func awaits(round: Int) -> Bool { reply == nil && rounds.count == round }

    /// Whether a call has no result yet that this may be.
    func awaits(_ stored: StoredToolResult) -> Bool {
        if let reply { return reply.toolCalls.contains { $0.id == stored.callID } }
        let calls = rounds.last?.calls ?? []
        return calls.indices.contains { calls[$0].call.id == stored.callID && !answered.contains($0) }
    }

    /// Takes the next reply to the message.
    mutating func add(_ reply: StoredReply) {
        self.reply = Reply(reply)
    }

    /// Takes the next result; one that no reply has called for is left out.
    mutating func add(_ stored: StoredToolResult) {
        if let reply, !reply.toolCalls.isEmpty {
            // Should a result be missing, the call was interrupted.
            let open = ToolResult(outcome: .interrupted, text: ToolResult.interruptedText)
            let calls = reply.toolCalls.map { ToolRound.AnsweredCall($0, open) }
            rounds.append(ToolRound(reply, calls, model: stored.model ?? ""))
            answered = []
            self.reply = nil
        }
        guard reply == nil, let last = rounds.indices.last else { return }
        let place = rounds[last].calls.indices.first {
            rounds[last].calls[$0].call.id == stored.callID && !answered.contains($0)
        }
        guard let place else { return }
        answered.insert(place)
        rounds[last].calls[place].result = ToolResult(stored)
    }

    /// The calls of the last round that have their results.
    private var answered: Set<Int> = []

    /// What is stored of rounds and of the reply that ended them.
    ///
    /// - Parameter model: The model that was asked, where a reply names none.
    static func contents(
        _ rounds: [ToolRound], _ reply: Reply?, model: String, parameters: String
    ) -> [StoredMessage.Content] {
        func content(_ reply: Reply, round: Int) -> StoredMessage.Content {
            var stored = reply.stored
            stored.model = stored.model ?? model
            stored.round = round
            return .assistant(stored, parameters: parameters)
        }
        let called = rounds.enumerated().flatMap { index, round in
            [content(round.reply, round: index)] + round.storedResults.map { .tool($0) }
        }
        return called + (reply.map { [content($0, round: rounds.count)] } ?? [])
    }
}

extension ToolResult {
    /// What a call is answered with that was interrupted.
    static let interruptedText = "Error: the call was interrupted before it gave a result."

    /// Reads a stored result.
    fileprivate init(_ stored: StoredToolResult) {
        self.init(
            outcome: Outcome(rawValue: stored.outcome) ?? .failed, text: stored.text,
            duration: .milliseconds(stored.duration))
    }
}

extension ToolRound {
    /// What is stored of the results.
    var storedResults: [StoredToolResult] { calls.map { $0.stored(model: model) } }
}

extension ToolRound.AnsweredCall {
    /// The result as the store takes it.
    ///
    /// - Parameter model: The model that was asked.
    func stored(model: String) -> StoredToolResult {
        StoredToolResult(
            callID: call.id, tool: call.name, model: model, outcome: result.outcome.rawValue, text: result.text,
            duration: result.duration / .milliseconds(1))
    }
}
