/// What a command ends with where it does not end well: a sentence for a person and an exit code for a script.
struct CommandFailure: Error {
    /// The sentence, without the program's name; `nil` where everything is said already.
    var message: String?
    var exitCode: ExitCode

    init(_ message: String?, _ exitCode: ExitCode) {
        self.message = message
        self.exitCode = exitCode
    }
}
