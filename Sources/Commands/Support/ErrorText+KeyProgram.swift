import Localization
import SystemPackage

/// What is wrong with the command that gives the key.
extension ErrorText {
    static func text(_ error: KeyProgramError) -> String {
        let problem: Message =
            switch error.problem {
            case .cannotRun(let code?): Message("cannot be run: \(Message(ofSystem: code.description))")
            case .cannotRun(nil): Message("cannot be run: no such program")
            case .timedOut(let patience): Message("did not end within \(Int(clamping: patience.components.seconds)) s")
            case .exited(let status): Message("ended with exit status \(status)")
            case .signaled(let number): Message("was ended by signal \(number)")
            case .tooMuchOutput: Message("printed more than a key")
            case .noKey: Message("printed no key: its first line should hold the key and nothing else")
            }
        return localized("The command \(error.program) (\(error.source)) \(problem).")
    }
}
