/// Puts the events of a streamed reply together.
public struct ChatAccumulator: Sendable {
    /// The events may name any choice; beyond this index they are dropped, so that a hostile one costs no memory.
    static let indices = 0..<1024

    private var collected = ChatReply()
    /// For each choice, where its tool calls stand.
    private var toolCalls: [ToolCallPlaces] = []

    /// Where the calls of a choice stand among them.
    private struct ToolCallPlaces {
        /// The first of each id.
        var byID: [String: Int] = [:]
        /// The last of each index that the server gave.
        var byIndex: [Int?: Int] = [:]
    }

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
        guard Self.indices.contains(index) else { return }
        while collected.choices.count <= index {
            collected.choices.append(ChatReply.Choice())
            toolCalls.append(ToolCallPlaces())
        }
        body(&collected.choices[index])
    }

    /// Finds the call that a fragment belongs to: by its id first, then by its index, since some servers send index 0
    /// for every call and others the id with every fragment.
    private mutating func add(_ fragment: ToolCallFragment, choice: Int) {
        change(choice) { _ in }
        guard toolCalls.indices.contains(choice) else { return }
        let id = fragment.id ?? ""
        guard let known = place(of: fragment, id, choice) else {
            let place = collected.choices[choice].toolCalls.count
            toolCalls[choice].byIndex[fragment.index] = place
            if !id.isEmpty { toolCalls[choice].byID[id] = place }
            collected.choices[choice].toolCalls.append(
                ChatReply.ToolCall(id: id, name: fragment.name ?? "", arguments: fragment.arguments ?? ""))
            return
        }
        change(choice) { choice in
            if !id.isEmpty { choice.toolCalls[known].id = id }
            if let name = fragment.name, name != choice.toolCalls[known].name { choice.toolCalls[known].name += name }
            choice.toolCalls[known].arguments += fragment.arguments ?? ""
        }
        if !id.isEmpty, toolCalls[choice].byID[id] == nil { toolCalls[choice].byID[id] = known }
    }

    private func place(of fragment: ToolCallFragment, _ id: String, _ choice: Int) -> Int? {
        if id.isEmpty {
            return fragment.index == nil
                ? collected.choices[choice].toolCalls.indices.last : toolCalls[choice].byIndex[fragment.index]
        }
        if let known = toolCalls[choice].byID[id] { return known }
        let sameIndex = toolCalls[choice].byIndex[fragment.index]
        return sameIndex.flatMap { collected.choices[choice].toolCalls[$0].id.isEmpty ? $0 : nil }
    }
}
