import Batch
import Localization
import Terminal

/// Asks a person whether results may be superseded.
enum SupersedingQuestion {
    /// Whether somebody is there to be asked, and says yes.
    static func isAnsweredYes(_ stale: StaleResults, _ console: CommandContext.Console) -> Bool {
        guard StandardInput.isTerminal, console.error.isTerminal else { return false }
        // A line of progress may stand there.
        try? console.error.write(
            "\r\u{1B}[K"
                + localized(
                    "\(ControlCharacterFilter.filter(ErrorText.text(stale))); continue? \(Confirmation.yesOrNo) "))
        return Confirmation.isYes(readLine(strippingNewline: true)?.lowercased() ?? "")
    }
}
