import JSON

/// Reads the JSON of one stream chunk, or of a whole reply, into events, as leniently as servers need it.
///
/// Both forms differ only in where a choice keeps its content: `delta` in a chunk, `message` in a whole reply.
enum ChatChunk {
    /// Appends what the chunk says to the events.
    static func read(_ json: JSONValue, into events: inout [ChatEvent]) {
        let id = json["id"]?.string.nonEmpty
        let model = json["model"]?.string.nonEmpty
        if id != nil || model != nil { events.append(.start(id: id, model: model)) }
        for (position, choice) in (json["choices"]?.array ?? []).enumerated() {
            // An index that no request can have asked for says nothing of the choice's place.
            let index = choice["index"]?.int.flatMap { ChatAccumulator.indices.contains($0) ? $0 : nil } ?? position
            if let content = choice["delta"] {
                read(content: content, choice: index, into: &events)
            } else if let content = choice["message"] {
                read(content: content, isWhole: true, choice: index, into: &events)
            } else if let text = choice["text"]?.string.nonEmpty {
                events.append(.text(text, choice: index))
            }
            if let reason = choice["finish_reason"]?.string.nonEmpty {
                events.append(.finish(FinishReason(rawValue: reason), choice: index))
            }
        }
        if let usage = Usage(json["usage"]) { events.append(.usage(usage)) }
    }

    private static func read(
        content: JSONValue, isWhole: Bool = false, choice: Int, into events: inout [ChatEvent]
    ) {
        // Reasoning comes under either name, from some servers under both: the first that holds text counts.
        let reasoning = content["reasoning_content"]?.string.nonEmpty ?? content["reasoning"]?.string.nonEmpty
        if let reasoning { events.append(.reasoning(reasoning, choice: choice)) }
        if let details = content["reasoning_details"]?.array, !details.isEmpty {
            events.append(.reasoningDetails(details, choice: choice))
        }
        switch content["content"] {
        case .string(let text) where !text.isEmpty:
            events.append(.text(text, choice: choice))
        case .array(let parts):
            for part in parts { read(part: part, choice: choice, into: &events) }
        default: break
        }
        if let refusal = content["refusal"]?.string.nonEmpty { events.append(.refusal(refusal, choice: choice)) }
        for (position, call) in (content["tool_calls"]?.array ?? []).enumerated() {
            let function = call["function"]
            // The calls of a whole message are not pieces of one another, also where they have neither id nor index.
            let fragment = ToolCallFragment(
                index: isWhole ? position : call["index"]?.int, id: call["id"]?.text, name: function?["name"]?.string,
                arguments: function?["arguments"].flatMap { $0.string ?? ($0.isNull ? nil : $0.jsonText) },
                extra: JSONObject(
                    (call.object?.members ?? []).filter { !ChatReply.ToolCall.knownMembers.contains($0.name) }))
            events.append(.toolCall(fragment, choice: choice))
        }
    }

    /// Reads one part of a content list; Mistral's reasoning models send `thinking` parts with parts inside.
    private static func read(part: JSONValue, choice: Int, into events: inout [ChatEvent]) {
        if let text = part["text"]?.string.nonEmpty {
            events.append(.text(text, choice: choice))
        }
        for thought in part["thinking"]?.array ?? [] {
            if let text = thought["text"]?.string.nonEmpty { events.append(.reasoning(text, choice: choice)) }
        }
    }
}

extension String? {
    /// The string, or `nil` where it is empty.
    fileprivate var nonEmpty: String? { self?.isEmpty == false ? self : nil }
}
