import Terminal
package import Tools

/// Asks a person at the terminal whether a tool may run.
package enum ConsentPrompt {
    /// Asks until there is an answer; a task that is cancelled, as by Ctrl-C, gets ``ConsentAnswer/stop``.
    package static func ask(_ question: ConsentQuestion) async -> ConsentAnswer {
        guard let terminal = ControllingTerminal() else { return .no(reason: nil) }
        let (rows, isCut) = question.parts(ConsentWindow(of: terminal.output))
        var isSeen = !isCut
        do {
            try terminal.output.write(rows.joined(separator: "\n") + "\n")
            while true {
                // What was typed before all of this was shown answers nothing.
                terminal.dropInput()
                try terminal.output.write(question.prompt(isSeen: isSeen))
                guard let line = try await terminal.line() else {
                    try terminal.output.write("\n")
                    return .no(reason: nil)
                }
                switch question.reply(to: line, isSeen: isSeen) {
                case .answer(let answer): return answer
                case .details:
                    isSeen = true
                    try terminal.output.write(question.details(in: ConsentWindow(of: terminal.output)) + "\n")
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

extension ConsentWindow {
    /// The window as it is now; it may have another size each time.
    fileprivate init(of output: Output) { self.init(columns: output.columns, rows: output.rows) }
}
