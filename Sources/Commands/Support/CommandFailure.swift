/// What a command ends with where it does not end well: a sentence for a person and an exit code for a script.
struct CommandFailure: Error {
    /// What kind of end it is; ``ExitCode`` has the number for each.
    enum Kind: CaseIterable {
        /// Some of what was asked for did not succeed, or nothing was found.
        case someFailed
        /// The user said no.
        case declined
        /// The command line asks for what cannot be.
        case usage
        /// What the user gave is not what it should be.
        case badData
        /// What the user named is not there.
        case missingInput
        /// Something that is needed does not answer.
        case unavailable
        /// A result cannot be written.
        case inputOutput
        /// The same command may succeed later.
        case tryAgain
        /// The server's answer makes no sense.
        case protocolError
        /// A setting cannot be used, or is missing.
        case configuration
    }

    /// The sentence, without the program's name; `nil` where everything is said already.
    var message: String?
    var exitCode: ExitCode

    init(_ message: String?, _ kind: Kind) {
        self.message = message
        exitCode = ExitCode(kind)
    }

    /// Ends with an exit code, where everything is said already.
    init(_ exitCode: ExitCode) {
        self.exitCode = exitCode
    }

    /// Ends with the exit code of another error.
    init(_ message: String?, endingLike error: any Error) {
        self.message = message
        exitCode = ExitCode(error)
    }
}
