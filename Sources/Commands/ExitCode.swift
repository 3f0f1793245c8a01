import ArgumentParser
import Batch
import CloudComputeClient
import ConversationStore
import PromptTemplates
import REPL
import Settings
import Terminal

/// The exit codes of the program; the numbers up to 78 are those of BSD's `sysexits.h`.
enum ExitCode: Int32 {
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

    /// The exit code of an error: the one place that decides it.
    init(_ error: any Error) {
        switch error {
        case let error as CommandFailure: self = error.exitCode
        case let error as CloudComputeError: self = Self.of(error.code)
        case let error as SettingsError: self = Self.of(error.kind)
        case let error as PromptTemplateError: self = Self.of(error.reason)
        case let error as BatchError: self = Self.of(error.kind)
        case let error as StoreError: self = Self.of(error.kind)
        case OutputError.brokenPipe: self = .brokenPipe
        case is OutputError: self = .inputOutput
        case is Refusal: self = .usage
        case let error as Interrupted: self = ExitCode(rawValue: 128 + error.signal) ?? .interrupted
        case is CancellationError: self = .interrupted
        default: self = .unavailable
        }
    }

    private static func of(_ code: CloudComputeError.Code) -> ExitCode {
        switch code {
        case .invalidConfiguration, .notFound: .configuration
        case .unauthorized, .paymentRequired, .forbidden: .notAllowed
        case .unknownModel, .rejected, .gone: .badData
        case .rateLimited: .tryAgain
        case .badReply: .protocolError
        case .cancelled: .interrupted
        default: .unavailable
        }
    }

    private static func of(_ kind: SettingsError.Kind) -> ExitCode {
        switch kind {
        case .usage: .usage
        case .configuration: .configuration
        case .unreadableFile: .missingInput
        case .badData: .badData
        }
    }

    private static func of(_ reason: PromptTemplateError.Reason) -> ExitCode {
        switch reason {
        case .unreadable: .missingInput
        case .notText, .openFrontMatter, .empty, .frontMatter, .unknownEntry, .missingValues: .badData
        }
    }

    private static func of(_ kind: StoreError.Kind) -> ExitCode {
        switch kind {
        case .notFound, .unreadable: .missingInput
        case .ambiguous: .usage
        case .notADatabase, .tooNew: .badData
        case .full, .failed: .inputOutput
        }
    }

    private static func of(_ kind: BatchError.Kind) -> ExitCode {
        switch kind {
        case .usage: .usage
        case .badData: .badData
        case .unreadableInput: .missingInput
        case .output: .inputOutput
        }
    }
}
