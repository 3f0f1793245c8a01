import JSON

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
    /// for every call, others the id with every fragment, and others again the id in pieces.
    private mutating func add(_ fragment: ToolCallFragment, choice: Int) {
        change(choice) { _ in }
        guard toolCalls.indices.contains(choice) else { return }
        let id = fragment.id ?? ""
        guard let known = place(of: fragment, id, choice) else {
            let place = collected.choices[choice].toolCalls.count
            toolCalls[choice].byIndex[fragment.index] = place
            if !id.isEmpty { toolCalls[choice].byID[id] = place }
            collected.choices[choice].toolCalls.append(
                ChatReply.ToolCall(
                    id: id, name: fragment.name ?? "", arguments: fragment.arguments ?? "", extra: fragment.extra))
            return
        }
        let former = collected.choices[choice].toolCalls[known].id
        let isPieceOfID = !id.isEmpty && toolCalls[choice].byID[id] != known
        change(choice) { choice in
            if isPieceOfID { choice.toolCalls[known].id += id }
            if let name = fragment.name, name != choice.toolCalls[known].name { choice.toolCalls[known].name += name }
            choice.toolCalls[known].arguments += fragment.arguments ?? ""
            for member in fragment.extra.members { choice.toolCalls[known].extra[member.name] = member.value }
        }
        guard isPieceOfID else { return }
        if toolCalls[choice].byID[former] == known { toolCalls[choice].byID[former] = nil }
        toolCalls[choice].byID[former + id] = known
    }

    private func place(of fragment: ToolCallFragment, _ id: String, _ choice: Int) -> Int? {
        if id.isEmpty {
            return fragment.index == nil
                ? collected.choices[choice].toolCalls.indices.last : toolCalls[choice].byIndex[fragment.index]
        }
        if let known = toolCalls[choice].byID[id] { return known }
        guard let sameIndex = toolCalls[choice].byIndex[fragment.index] else { return nil }
        let call = collected.choices[choice].toolCalls[sameIndex]
        return call.id.isEmpty || fragment.index != nil && Self.continues(call, fragment) ? sameIndex : nil
    }

    /// Ids longer than this are not put together, in bytes; nor are they once there are so many arguments, lest many
    /// pieces take long.
    private static let (maximumJoinedID, maximumStart) = (256, 1024)

    /// Whether a fragment with another id goes on with a call: one that has no name begins none, and a call whose
    /// arguments are no whole JSON yet is not at its end.
    private static func continues(_ call: ChatReply.ToolCall, _ fragment: ToolCallFragment) -> Bool {
        guard call.id.utf8.count + (fragment.id ?? "").utf8.count <= maximumJoinedID else { return false }
        if (fragment.name ?? "").isEmpty { return true }
        return call.arguments.utf8.count <= maximumStart && (try? JSONValue(parsing: call.arguments)) == nil
    }
}
