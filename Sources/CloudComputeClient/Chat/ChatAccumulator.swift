/// Puts the events of a streamed reply together.
public struct ChatAccumulator: Sendable {
    /// The events may name any choice; beyond this index they are dropped, so that a hostile one costs no memory.
    private static let maximumChoices = 1024

    private var collected = ChatReply()
    /// For each choice, for each of its tool calls: the index that the server gave it.
    private var toolCallIndexes: [[Int?]] = []

    /// Creates an accumulator with nothing in it.
    public init() {}

    /// The reply as far as it has come.
    public var reply: ChatReply {
        var reply = collected
        for index in reply.choices.indices {
            let reason = reply.choices[index].finishReason
            if reason == .length || reason == .contentFilter { reply.choices[index].toolCalls = [] }
        }
        return reply
    }

    /// Adds one event.
    public mutating func add(_ event: ChatEvent) {
        switch event {
        case .start(let id, let model):
            collected.id = collected.id ?? id
            collected.model = collected.model ?? model
        case .text(let text, let choice):
            change(choice) { $0.text += text }
        case .reasoning(let text, let choice):
            change(choice) { $0.reasoning += text }
        case .refusal(let text, let choice):
            change(choice) { $0.refusal += text }
        case .reasoningDetails(let details, let choice):
            change(choice) { $0.reasoningDetails += details }
        case .toolCall(let fragment, let choice):
            add(fragment, choice: choice)
        case .finish(let reason, let choice):
            change(choice) { $0.finishReason = reason }
        case .usage(let usage):
            collected.usage = usage
        }
    }

    private mutating func change(_ index: Int, _ body: (inout ChatReply.Choice) -> Void) {
        guard (0..<Self.maximumChoices).contains(index) else { return }
        while collected.choices.count <= index {
            collected.choices.append(ChatReply.Choice())
            toolCallIndexes.append([])
        }
        body(&collected.choices[index])
    }

    /// Finds the call that a fragment belongs to: by its id first, then by its index, since some servers send index 0
    /// for every call and others the id with every fragment.
    private mutating func add(_ fragment: ToolCallFragment, choice: Int) {
        change(choice) { _ in }
        guard toolCallIndexes.indices.contains(choice) else { return }
        let calls = collected.choices[choice].toolCalls
        let known =
            if let id = fragment.id, !id.isEmpty {
                calls.firstIndex { $0.id == id }
                    ?? toolCallIndexes[choice].lastIndex { $0 == fragment.index }.flatMap {
                        calls[$0].id.isEmpty ? $0 : nil
                    }
            } else if let index = fragment.index {
                toolCallIndexes[choice].lastIndex(of: index)
            } else {
                calls.indices.last
            }
        guard let known else {
            toolCallIndexes[choice].append(fragment.index)
            collected.choices[choice].toolCalls.append(
                ChatReply.ToolCall(
                    id: fragment.id ?? "", name: fragment.name ?? "", arguments: fragment.arguments ?? ""))
            return
        }
        if let id = fragment.id, !id.isEmpty { collected.choices[choice].toolCalls[known].id = id }
        if let name = fragment.name, name != calls[known].name {
            collected.choices[choice].toolCalls[known].name += name
        }
        collected.choices[choice].toolCalls[known].arguments += fragment.arguments ?? ""
    }
}
