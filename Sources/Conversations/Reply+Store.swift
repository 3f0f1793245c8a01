import CloudComputeClient
package import ConversationStore
import JSON

extension Reply {
    /// Reads a stored reply; one that is still on its way elsewhere counts as cut off.
    package init(_ stored: StoredReply) {
        id = stored.id
        text = stored.text
        reasoning = stored.reasoning
        reasoningDetails = stored.reasoningDetails.flatMap { try? JSONValue(parsing: $0) }?.array ?? []
        refusal = stored.refusal
        let calls = stored.toolCalls.flatMap { try? JSONValue(parsing: $0) }?.array ?? []
        toolCalls = calls.map { ChatReply.ToolCall(stored: $0) }
        model = stored.model
        usage = Usage(stored.usage.flatMap { try? JSONValue(parsing: $0) })
        finishReason = stored.finishReason.map { FinishReason(rawValue: $0) }
        timings = stored.duration.map { total in
            ChatTimings(
                timeToFirstToken: stored.timeToFirstToken.map { .milliseconds($0) }, total: .milliseconds(total))
        }
        cost = stored.cost
        status = stored.status == .pending ? .cutOff : stored.status
        error = stored.error
    }

    /// The reply as the store takes it.
    package var stored: StoredReply {
        func json(_ values: [JSONValue]) -> String? { values.isEmpty ? nil : JSONValue.array(values).jsonText }
        var stored = StoredReply(text: text)
        stored.id = id
        stored.reasoning = reasoning
        stored.reasoningDetails = json(reasoningDetails)
        stored.refusal = refusal
        stored.toolCalls = json(toolCalls.map(\.json))
        stored.model = model
        stored.usage = usage?.json.jsonText
        stored.finishReason = finishReason?.rawValue
        stored.timeToFirstToken = timings?.timeToFirstToken.map { $0 / .milliseconds(1) }
        stored.duration = timings.map { $0.total / .milliseconds(1) }
        stored.cost = cost
        stored.status = status
        stored.error = error
        return stored
    }
}

extension ChatReply.ToolCall {
    /// Reads a stored call; what is missing from it is empty.
    fileprivate init(stored json: JSONValue) {
        let function = json["function"]
        self.init(
            id: json["id"]?.string ?? "", name: function?["name"]?.string ?? "",
            arguments: function?["arguments"]?.string ?? "",
            extra: JSONObject((json.object?.members ?? []).filter { !["id", "type", "function"].contains($0.name) }))
    }
}
