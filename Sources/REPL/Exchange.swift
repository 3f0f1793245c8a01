import CloudComputeClient
import ConversationStore

/// A message and what came back.
struct Exchange: Sendable {
    var message: ChatMessage
    var reply: Reply?
    /// The turns of both in the store; none where they are not stored.
    var turns: [Int64] = []
}

/// A reply, whole or not.
struct Reply: Sendable {
    var text = ""
    var reasoning = ""
    var reasoningDetails: [JSONValue] = []
    var toolCalls: [ChatReply.ToolCall] = []
    /// The model that answered, as the server names it.
    var model: String?
    var usage: Usage?
    var finishReason: FinishReason?
    var timings: ChatTimings?
    var cost: Double?
    var status = StoredTurn.Status.complete
    var error: String?

    /// Whether the reply can stand in a conversation: a server takes no turn that says nothing since it failed.
    var isUsable: Bool {
        switch status {
        case .complete, .length, .filtered: true
        case .interrupted, .cutOff, .failed, .pending: !text.isEmpty
        }
    }
}
