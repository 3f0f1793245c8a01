/// Puts the events of a streamed reply together.
public struct ChatAccumulator: Sendable {
    /// The events may name any choice; beyond this index they are dropped, so that a hostile one costs no memory.
    static let indices = 0..<1024

    private var collected = ChatReply()
    /// For each choice, where its tool calls stand.
    private var toolCalls: [ToolCallPlaces] = []

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
            change(choice) { _ in }
            guard toolCalls.indices.contains(choice) else { return }
            toolCalls[choice].add(fragment, to: &collected.choices[choice].toolCalls)
        case .finish(let reason, let choice):
            change(choice) { $0.finishReason = reason }
        case .usage(let usage):
            collected.usage = usage
        }
    }

    private mutating func change(_ index: Int, _ body: (inout ChatReply.Choice) -> Void) {
        guard Self.indices.contains(index) else { return }
        while collected.choices.count <= index {
            collected.choices.append(ChatReply.Choice())
            toolCalls.append(ToolCallPlaces())
        }
        body(&collected.choices[index])
    }
}
