package import ConversationStore
package import Terminal

/// How a turn ended.
package struct FinishedTurn: Sendable {
    /// What came, whole or not, as it is stored.
    package var reply: Reply
    /// What ended the reply early.
    package var error: (any Error)?
    /// The output is gone, so there is nobody to talk to.
    package var outputError: OutputError?
    /// Why the reply is not stored, or not in full.
    package var storeError: StoreError?

    /// Makes a turn's end.
    package init(
        reply: Reply, error: (any Error)? = nil, outputError: OutputError? = nil, storeError: StoreError? = nil
    ) {
        self.reply = reply
        self.error = error
        self.outputError = outputError
        self.storeError = storeError
    }
}
