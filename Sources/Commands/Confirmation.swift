import Terminal

/// Asks a person before something that cannot be undone.
enum Confirmation {
    /// Whether the answer is yes.
    ///
    /// - Throws: ``CommandFailure`` where nobody is there to ask.
    static func asks(_ question: String, _ console: CommandContext.Console) throws -> Bool {
        guard StandardInput.isTerminal else {
            throw CommandFailure("\(question) There is no terminal to ask at; pass --yes.", .usage)
        }
        try? console.error.write("\(ControlCharacterFilter.filterLine(question)) [y/N] ")
        return isYes(readLine(strippingNewline: true)?.lowercased() ?? "")
    }

    /// Whether an answer in lower case is yes.
    static func isYes(_ answer: String) -> Bool { ["y", "yes", "д", "да"].contains(answer) }
}
