/// What a call of a tool gave, as it is stored: a row of the table `turn` that follows the reply which called.
package struct StoredToolResult: Sendable, Hashable {
    /// More of a result is not kept, in bytes.
    package static let maximumSize = 1 << 20

    /// The call's id, as the reply has it.
    package var callID: String
    /// The name by which the tool was called.
    package var tool: String
    /// The model that was asked, by the name that it was asked by.
    package var model: String?
    /// How the call ended, in the word of the tools.
    package var outcome: String
    /// The result.
    package var text: String
    /// Milliseconds that the tool ran.
    package var duration: Double

    /// Makes a result.
    package init(
        callID: String, tool: String, model: String?, outcome: String, text: String, duration: Double = 0
    ) {
        self.callID = callID
        self.tool = tool
        self.model = model
        self.outcome = outcome
        self.text = text
        self.duration = duration
    }
}
