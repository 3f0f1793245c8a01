import Terminal
package import Tools

/// Asks a person at the terminal whether a tool may run.
package enum ConsentPrompt {
    /// Asks until there is an answer; a task that is cancelled, as by Ctrl-C, gets ``ConsentAnswer/stop``.
    package static func ask(_ question: ConsentQuestion) async -> ConsentAnswer {
        guard let terminal = ControllingTerminal() else { return .no(reason: nil) }
        let window = ConsentWindow(columns: terminal.output.columns, rows: terminal.output.rows)
        var isSeen = !question.isLong(in: window)
        do {
            try terminal.output.write(question.text(in: window) + "\n")
            while true {
                try terminal.output.write(question.prompt(isSeen: isSeen))
                guard let line = try await terminal.line() else {
                    try terminal.output.write("\n")
                    return .no(reason: nil)
                }
                switch question.reply(to: line, isSeen: isSeen) {
                case .answer(let answer): return answer
                case .details:
                    isSeen = true
                    try terminal.output.write(question.details(in: window) + "\n")
                case .unclear:
                    try terminal.output.write(question.objection(to: line, isSeen: isSeen) + "\n")
                }
            }
        } catch is CancellationError {
            try? terminal.output.write("\n")
            return .stop
        } catch {
            return .no(reason: nil)
        }
    }
}
