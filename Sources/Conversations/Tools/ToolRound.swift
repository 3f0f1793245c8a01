package import CloudComputeClient
package import Tools

/// A reply that called tools, and what each of its calls gave.
package struct ToolRound: Sendable, Hashable {
    /// A call with its result.
    package struct AnsweredCall: Sendable, Hashable {
        package var call: ChatReply.ToolCall
        package var result: ToolResult

        /// Puts a call and its result together.
        package init(_ call: ChatReply.ToolCall, _ result: ToolResult) {
            self.call = call
            self.result = result
        }
    }

    /// The reply.
    package var reply: Reply
    /// Each of the reply's calls in order.
    package var calls: [AnsweredCall]
    /// The model that was asked, by the name that it was asked by.
    package var model: String

    /// Makes a round.
    package init(_ reply: Reply, _ calls: [AnsweredCall], model: String) {
        self.reply = reply
        self.calls = calls
        self.model = model
    }

    /// The reply and the results as the server wants them back: what it sent, byte for byte.
    var messages: [ChatMessage] {
        [
            ChatMessage(
                calling: calls.map(\.call), text: reply.text, reasoning: reply.reasoning,
                reasoningDetails: reply.reasoningDetails)
        ] + calls.map { ChatMessage(resultOf: $0.call.id, text: $0.result.textForModel) }
    }

    /// The same in words, for a model that did not make these calls or is offered no tools.
    var plainText: String {
        let parts = calls.map { answered in
            "[Called \(answered.call.name) with \(answered.call.arguments); the result:\n\(answered.result.textForModel)]"
        }
        return ((reply.text.isEmpty ? [] : [reply.text]) + parts).joined(separator: "\n\n")
    }
}
