import CloudComputeClient
import Terminal
import Tools

/// One line about a call of a tool and what came of it.
package enum ToolRunLine {
    /// More of a sentence is not shown, in characters.
    private static let maximumWords = 160

    /// The line, safe for a terminal.
    package static func text(_ answered: ToolRound.AnsweredCall) -> String {
        let result = answered.result
        let name = VisibleText.escaped(String(answered.call.name.prefix(64)))
        switch result.outcome {
        case .done: return "\(name) → \(size(result.text)), \(seconds(result.duration))"
        case .denied, .interrupted: return "\(name) → \(result.outcome.rawValue)"
        case .failed, .timedOut, .unknownTool, .badArguments, .overLimit:
            let time = result.duration > .zero ? ", \(seconds(result.duration))" : ""
            return "\(name) → \(result.outcome.rawValue)\(time): \(words(result.text))"
        }
    }

    private static func size(_ text: String) -> String {
        let lines = text.utf8.count { $0 == 0x0A } + (text.isEmpty || text.utf8.last == 0x0A ? 0 : 1)
        return lines == 1 ? "1 line" : "\(lines) lines"
    }

    /// The first line of a text.
    private static func words(_ text: String) -> String {
        let line = text.split(whereSeparator: \.isNewline).first.map(String.init) ?? "it gave nothing"
        let cut = line.count > maximumWords ? line.prefix(maximumWords) + "…" : Substring(line)
        return VisibleText.escaped(cut.hasPrefix("Error: ") ? String(cut.dropFirst(7)) : String(cut))
    }

    private static func seconds(_ duration: Duration) -> String {
        "\(Decimals.text(duration / .seconds(1), duration < .milliseconds(100) ? 2 : 1)) s"
    }
}
