import CloudComputeClient
import Localization
import Terminal
package import Tools

/// One line about a call of a tool and what came of it.
package enum ToolRunLine {
    /// More of a sentence is not shown, in characters.
    private static let maximumWords = 160
    /// More of the arguments is not shown, in characters.
    private static let maximumArguments = 100

    /// The line, safe for a terminal.
    ///
    /// - Parameter showsArguments: Not where a person was asked about the call, and so has seen them.
    package static func text(_ answered: ToolRound.AnsweredCall, showsArguments: Bool = true) -> String {
        let result = answered.result
        let arguments = showsArguments ? arguments(answered.call.arguments) : ""
        let name = VisibleText.escaped(VisibleText.cut(answered.call.name, to: 64)) + arguments
        switch result.outcome {
        case .done:
            let size = result.whole ?? ToolResult.Size(of: result.text)
            let lines = localized("\(size.lines) \(size.lines, "line", "lines")")
            return "\(name) → \(lines), \(seconds(result.duration))\(cut(size))"
        case .denied, .interrupted: return "\(name) → \(result.outcome.words)"
        case .failed, .timedOut, .unknownTool, .badArguments, .overLimit:
            let time = result.duration > .zero ? ", \(seconds(result.duration))" : ""
            return "\(name) → \(result.outcome.words)\(time): \(words(result.text))"
        }
    }

    /// That a tool is no longer offered, safe for a terminal.
    package static func leftOut(_ tool: ToolDefinition) -> String {
        let name = VisibleText.escaped(VisibleText.cut(tool.callName, to: 64))
        return localized("\(name) is left out: its definition has changed and nobody is there to allow it.")
    }

    /// What the model called it with, on one line; nothing where that is nothing.
    private static func arguments(_ text: String) -> String {
        let line = VisibleText.escaped(VisibleText.cut(text, to: maximumArguments))
        return line.isEmpty || line == "{}" ? "" : " \(line)"
    }

    /// What the model did not get of a result.
    private static func cut(_ whole: ToolResult.Size) -> String {
        guard whole.characters > ToolResult.shownForModel else { return "" }
        return localized(", cut to \(grouped(ToolResult.shownForModel)) of \(grouped(whole.characters)) characters")
    }

    private static func grouped(_ number: Int) -> String {
        var digits = String(number)
        var end = digits.index(digits.endIndex, offsetBy: -3, limitedBy: digits.startIndex)
        while let place = end, place > digits.startIndex {
            digits.insert(Language.current.thousandsSeparator, at: place)
            end = digits.index(place, offsetBy: -3, limitedBy: digits.startIndex)
        }
        return digits
    }

    /// The first line of a text.
    private static func words(_ text: String) -> String {
        let line = text.split(whereSeparator: \.isNewline).first.map(String.init) ?? localized("it gave nothing")
        let cut = VisibleText.cut(line, to: maximumWords)
        return VisibleText.escaped(cut.hasPrefix("Error: ") ? String(cut.dropFirst(7)) : cut)
    }

    private static func seconds(_ duration: Duration) -> String {
        localized("\(Decimals.text(duration / .seconds(1), duration < .milliseconds(100) ? 2 : 1)) s")
    }
}
