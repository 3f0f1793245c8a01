import Localization
import Terminal

/// Asks a person before something that cannot be undone.
enum Confirmation {
    /// Whether the answer is yes.
    ///
    /// - Throws: ``CommandFailure`` where nobody is there to ask; ``Interrupted`` where a signal such as that of Ctrl-C comes.
    static func asks(_ question: String, _ console: CommandContext.Console) async throws -> Bool {
        guard StandardInput.isTerminal else {
            throw CommandFailure(localized("\(question) There is no terminal to ask at; pass --yes."), .usage)
        }
        // It answers nothing that its writer had not seen.
        StandardInput.dropTypedAhead()
        let line = "\(ControlCharacterFilter.filterLine(question)) \(yesOrNo)"
        let rows = WrappedText.text(line, columns: console.error.columns.map { $0 - 1 })
        return isYes(try await answer(to: rows + " ", console).lowercased())
    }

    /// What is typed on one line in answer to a question.
    ///
    /// - Throws: ``Interrupted`` where a signal such as that of Ctrl-C comes.
    static func answer(to question: String, _ console: CommandContext.Console) async throws -> String {
        do {
            // The watch comes first: Ctrl-C may be typed as soon as the question is seen.
            let line = try await SignalWatch.interruptible {
                try? console.error.write(question)
                return try await StandardInput.line()
            }
            return String(decoding: line, as: UTF8.self)
        } catch {
            try? console.error.write("\n")
            throw error
        }
    }

    /// The answers that are taken, the one for none in capitals.
    static var yesOrNo: String { localized("[y/N]") }

    /// Whether an answer in lower case is yes.
    static func isYes(_ answer: String) -> Bool { ["y", "yes", "д", "да"].contains(answer) }
}
