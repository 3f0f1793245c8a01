package import Localization

/// What a call of a tool gave; every call gets exactly one.
package struct ToolResult: Sendable, Hashable {
    /// How a call ended.
    package enum Outcome: String, Sendable, Hashable, CaseIterable {
        /// The tool did what it was called for.
        case done
        /// The tool says that it failed, or its server broke the protocol or ended.
        case failed
        /// The user or the policy did not allow the call.
        case denied
        /// No tool has that name.
        case unknownTool = "unknown tool"
        /// The arguments are not a JSON object, or were cut off.
        case badArguments = "bad arguments"
        /// No progress for too long.
        case timedOut = "timed out"
        /// Ctrl-C, a signal or the end of the program stopped it.
        case interrupted
        /// The reply asked for more calls than are run.
        case overLimit = "over limit"

        /// The same for a person.
        package var words: Message {
            switch self {
            case .done: Message("done")
            case .failed: Message("failed")
            case .denied: Message("denied")
            case .unknownTool: Message("unknown tool")
            case .badArguments: Message("bad arguments")
            case .timedOut: Message("timed out")
            case .interrupted: Message("interrupted")
            case .overLimit: Message("over limit")
            }
        }
    }

    /// How the call ended.
    package var outcome: Outcome
    /// The result as text, or a sentence that begins with `Error:`; at most 1 MiB of UTF-8.
    package var text: String
    /// How long the tool ran.
    package var duration: Duration

    /// How large the whole text was where the text is only a part of it.
    package var whole: Size?
    /// Whether the text is no more than the model gets.
    package var isShortened = false

    /// The size of a text.
    package struct Size: Sendable, Hashable {
        package var lines: Int
        package var characters: Int

        /// Measures a text.
        package init(of text: String) {
            let bytes = text.utf8
            lines = bytes.count { $0 == 0x0A } + (bytes.isEmpty || bytes.last == 0x0A ? 0 : 1)
            characters = text.unicodeScalars.count
        }
    }

    /// Makes a result.
    package init(outcome: Outcome, text: String, duration: Duration = .zero) {
        self.outcome = outcome
        self.text = text
        self.duration = duration
    }
}
