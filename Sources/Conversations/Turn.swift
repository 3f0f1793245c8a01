package import CloudComputeClient

/// A message of the user and what came back.
package struct Turn: Sendable {
    /// What was sent.
    package var message: ChatMessage
    /// What came back, whole or not.
    package var reply: Reply?
    /// The stored messages of both; none where they are not stored.
    package var storedIDs: [Int64]
    /// Whether the store has less, or an earlier reply, since it failed.
    package var isStoredInPart = false

    /// Makes a turn.
    package init(message: ChatMessage, reply: Reply? = nil, storedIDs: [Int64] = []) {
        self.message = message
        self.reply = reply
        self.storedIDs = storedIDs
    }

    /// Whether the store has all of it.
    package var isStored: Bool { !storedIDs.isEmpty && !isStoredInPart }
}
