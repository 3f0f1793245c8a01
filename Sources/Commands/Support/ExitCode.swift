/// The exit codes of the program; the numbers up to 78 are those of BSD's `sysexits.h`.
enum ExitCode: Int32, CaseIterable {
    case done = 0
    case someFailed = 1
    case usage = 64
    case badData = 65
    case missingInput = 66
    case unavailable = 69
    case inputOutput = 74
    case tryAgain = 75
    case protocolError = 76
    case notAllowed = 77
    case configuration = 78
    case hungUp = 129
    case interrupted = 130
    case quit = 131
    case brokenPipe = 141
    case terminated = 143

    /// What the README says of it.
    var meaning: String {
        switch self {
        case .done: "done"
        case .someFailed:
            "some requests failed, a reply was cut off by a limit, nothing was found, or the answer to a question was no"
        case .usage: "the command line cannot be used"
        case .badData: "bad input data, or a model or another thing that the server does not know"
        case .missingInput: "an input is missing or cannot be read"
        case .unavailable: "the service or a program that is needed is not available"
        case .inputOutput: "a file or the output cannot be written"
        case .tryAgain:
            "run the same command again: lines remain after a signal, a deadline, a budget or a rate limit, or a wait has ended"
        case .protocolError: "the server's answer makes no sense"
        case .notAllowed: "not allowed: the key (401), the balance (402), a permission (403)"
        case .configuration: "a setting cannot be used, or there is no key"
        case .hungUp: "the terminal hung up (SIGHUP)"
        case .interrupted: "interrupted (SIGINT, Ctrl-C)"
        case .quit: "quit (SIGQUIT)"
        case .brokenPipe: "the reader of the output has gone (SIGPIPE)"
        case .terminated: "terminated (SIGTERM); `batch run` ends with 75 instead"
        }
    }

    /// The exit code after a signal, as shells count it.
    init(signal: Int32) {
        self = signal > 0 && signal < 128 ? ExitCode(rawValue: 128 + signal) ?? .interrupted : .interrupted
    }
}
