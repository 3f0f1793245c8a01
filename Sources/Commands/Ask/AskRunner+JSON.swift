import CloudComputeClient
import Conversations
import JSON
import Tools

/// What `ask --json` prints.
extension AskRunner {
    static func json(_ turn: FinishedTurn) -> JSONValue {
        func text(_ text: String?) -> JSONValue { text.map { .string($0) } ?? .null }
        let reply = turn.reply
        return [
            "text": .string(reply.text), "reasoning": .string(reply.reasoning),
            "finish_reason": text(reply.finishReason?.rawValue), "tool_calls": .array(reply.toolCalls.map(\.json)),
            "usage": reply.usage?.json ?? .null, "model": text(reply.model), "id": text(reply.id),
            "timings": reply.timings?.json ?? .null, "tool_runs": .array(turn.rounds.flatMap(\.calls).map(json)),
            "rounds": JSONValue(turn.rounds.count), "total_usage": total(turn.replies.compactMap(\.usage)),
        ]
    }

    private static func json(_ answered: ToolRound.AnsweredCall) -> JSONValue {
        let (call, result) = (answered.call, answered.result)
        return [
            "id": .string(call.id), "name": .string(call.name), "arguments": .string(call.arguments),
            "outcome": .string(result.outcome.rawValue), "result": .string(result.text),
            "duration_ms": JSONValue(((result.duration / .milliseconds(1)) * 1000).rounded() / 1000),
        ]
    }

    /// The sums of what the servers told.
    private static func total(_ usages: [Usage]) -> JSONValue {
        if usages.isEmpty { return .null }
        func sum(_ counts: [Int?]) -> JSONValue? { counts.saturatingSum.map { JSONValue($0) } }
        var total: JSONObject = [:]
        total["prompt_tokens"] = sum(usages.map(\.promptTokens))
        total["completion_tokens"] = sum(usages.map(\.completionTokens))
        total["total_tokens"] = sum(usages.map(\.totalTokens))
        let costs = usages.compactMap(\.cost)
        if !costs.isEmpty { total["cost"] = JSONValue(costs.reduce(0, +)) }
        return .object(total)
    }
}
