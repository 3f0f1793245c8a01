import SystemPackage

/// What is wrong with the command that gives the key.
extension ErrorText {
    static func text(_ error: KeyProgramError) -> String {
        let problem =
            switch error.problem {
            case .cannotRun(let code?): "cannot be run: \(code.description.lowercased())"
            case .cannotRun(nil): "cannot be run: no such program"
            case .timedOut(let patience): "did not end within \(Int(clamping: patience.components.seconds)) s"
            case .exited(let status): "ended with exit status \(status)"
            case .signaled(let number): "was ended by signal \(number)"
            case .tooMuchOutput: "printed more than a key"
            case .noKey: "printed no key: its first line should hold the key and nothing else"
            }
        return "The command \(error.program) (\(error.source)) \(problem)."
    }
}
