package import CloudComputeClient
import ConversationStore

/// A message of the user and what came back.
package struct Turn: Sendable {
    /// What was sent.
    package var message: ChatMessage
    /// The replies that called tools, in order.
    package var rounds: [ToolRound] = []
    /// What came back in the end, whole or not; `nil` where the turn ended with calls of tools.
    package var reply: Reply?
    /// The stored messages of all; none where they are not stored.
    package var storedIDs: [Int64]
    /// Whether the store has less, or an earlier reply, since it failed.
    package var isStoredInPart = false

    /// The other replies to the message.
    package var alternatives: [Alternative] = []
    /// The place of the reply among all.
    package var branch = 0

    /// Makes a turn.
    package init(message: ChatMessage, reply: Reply? = nil, storedIDs: [Int64] = []) {
        self.message = message
        self.reply = reply
        self.storedIDs = storedIDs
    }

    /// Whether the store has all of it.
    package var isStored: Bool { !storedIDs.isEmpty && !isStoredInPart }

    /// All replies to the message.
    package var replies: [Reply] { rounds.map(\.reply) + (reply.map { [$0] } ?? []) }

    /// Whether the turn can stand in a conversation: what came back says something.
    package var isUsable: Bool { worth > .nothing }

    /// Whether the turn takes the place of a former one with the same message.
    package func replaces(_ former: Turn) -> Bool { worth >= former.worth }

    private var worth: StoredReply.Worth { max(reply?.worth ?? .nothing, rounds.isEmpty ? .nothing : .part) }

    /// The turn as it goes out with later messages; nothing where a server would refuse it.
    ///
    /// - Parameter model: The model that is asked; calls of tools go out as such where it made them all. `nil` where no
    ///   tools are offered: some servers refuse calls then.
    func messages(to model: String?) -> [ChatMessage] {
        guard isUsable else { return [] }
        let end = (reply?.isUsable ?? false) ? reply?.text : nil
        if rounds.isEmpty || rounds.allSatisfy({ $0.model == model }) {
            return [message] + rounds.flatMap(\.messages)
                + (end.map { [ChatMessage(role: .assistant, text: $0)] } ?? [])
        }
        let words = rounds.map(\.plainText) + (end.map { $0.isEmpty ? [] : [$0] } ?? [])
        return [message, ChatMessage(role: .assistant, text: words.joined(separator: "\n\n"))]
    }
}
