import Batch
import CloudComputeClient
import ConversationStore
import Conversations
import Instances
import PromptTemplates
import REPL
import Sandbox
import Settings
import Terminal
import Tools

/// The one table from errors to exit codes.
extension ExitCode {
    init(_ error: any Error) {
        switch error {
        case let error as CommandFailure: self = error.exitCode
        case let error as CloudComputeError: self = ExitCode(error.kind)
        case let error as SettingsError: self = Self.of(error)
        case is KeyProgramError: self = .configuration
        case is ToolApprovals.Failure: self = .inputOutput
        case is TooManyToolRounds: self = .someFailed
        case let error as ToolsRefused: self = ExitCode(error.cause)
        case let error as PromptTemplateError: self = Self.of(error.reason)
        case let error as BatchError: self = Self.of(error)
        case let error as ShardError: self = Self.of(error)
        case is LauncherRefusal: self = .usage
        case let error as MergeError: self = Self.of(error)
        case let error as StoreError: self = Self.of(error)
        case let error as ToolsError: self = Self.of(error)
        case is TunnelError: self = .unavailable
        case let error as InstanceWait.Failure: self = Self.of(error)
        case is SandboxStateError: self = .badData
        case OutputError.brokenPipe: self = .brokenPipe
        case is OutputError: self = .inputOutput
        case let error as ComparisonError: self.init(error.error)
        case let error as ChatCommandError: self = error.isAboutData ? .badData : .usage
        case is ChatInputError: self = .badData
        case let error as Interrupted: self = ExitCode(signal: error.signal)
        case is CancellationError: self = .interrupted
        default: self = .unavailable
        }
    }

    init(_ kind: CommandFailure.Kind) {
        self =
            switch kind {
            case .someFailed, .declined: .someFailed
            case .usage: .usage
            case .badData: .badData
            case .missingInput: .missingInput
            case .unavailable: .unavailable
            case .inputOutput: .inputOutput
            case .tryAgain: .tryAgain
            case .protocolError: .protocolError
            case .configuration: .configuration
            }
    }

    init(_ kind: CloudComputeError.Kind) {
        self =
            switch kind {
            case .invalidConfiguration, .notFound: .configuration
            case .unauthorized, .paymentRequired, .forbidden: .notAllowed
            case .unknownModel, .rejected, .gone: .badData
            case .rateLimited: .tryAgain
            case .badReply: .protocolError
            case .cancelled: .interrupted
            case .serverFailure, .unreachable, .timedOut, .interrupted, .unconfirmed, .untrustedCertificate:
                .unavailable
            }
    }

    private static func of(_ error: SettingsError) -> ExitCode {
        switch error {
        // A file that the command line names is an input like others.
        case .badFile(.key(_, .flag), .missing), .badFile(.key(_, .flag), .unreadable): .missingInput
        case .unknownProfile, .unknownEntry, .notABoolean, .notANumber, .badCommand, .badYAML, .noHome, .badFile:
            .configuration
        }
    }

    private static func of(_ reason: PromptTemplateError.Reason) -> ExitCode {
        switch reason {
        case .unreadable: .missingInput
        case .notText, .openFrontMatter, .empty, .frontMatter, .unknownEntry, .missingValues: .badData
        }
    }

    private static func of(_ error: StoreError) -> ExitCode {
        switch error {
        case .folderCannotBeMade, .cannotBeMade, .noAccess, .noConversation, .noMatch, .noReply, .noDocument,
            .conversationDeleted:
            .missingInput
        case .ambiguous: .usage
        case .notAStore, .laterVersion: .badData
        case .diskFull, .busy, .damaged, .diskFailed, .failed: .inputOutput
        }
    }

    private static func of(_ error: ToolsError) -> ExitCode {
        switch error {
        // A file that the command line names is an input like others.
        case .badFile(_, isNamed: true, .unreadable): .missingInput
        case .badFile(_, isNamed: true, .notText), .badFile(_, isNamed: true, .notJSON),
            .badFile(_, isNamed: true, .notAnObject), .badFile(_, isNamed: true, .noServers):
            .badData
        case .badFile, .unusableServer: .configuration
        case .unknownName, .noneAmongOthers: .usage
        }
    }

    private static func of(_ failure: InstanceWait.Failure) -> ExitCode {
        switch failure {
        case .dead, .lost, .stopped, .gone: .unavailable
        case .timeUp: .tryAgain
        }
    }

    private static func of(_ error: ShardError) -> ExitCode {
        switch error {
        case .otherCount, .otherRule, .outputIsNoFile, .limitTooSmall: .usage
        case .otherInputs, .otherContent, .changedSize: .badData
        case .notAManifest, .unusableManifest: .inputOutput
        }
    }

    private static func of(_ error: MergeError) -> ExitCode {
        switch error {
        case .sameFile, .sameList, .inputNotAFile: .usage
        case .nothingFound, .unreadable: .missingInput
        case .changedPart: .tryAgain
        case .foreignOutput, .losesResults, .lockedOutput, .notAList, .unwritable, .partlyWritten: .inputOutput
        }
    }

    private static func of(_ error: BatchError) -> ExitCode {
        switch error {
        case .repeatedStream, .sameFile, .pageOverResults, .notAPage: .usage
        case .badLines, .lineTooLong, .staleResults, .notAResult: .badData
        case .unusableInput, .readingFailed: .missingInput
        case .noRoomForCopy, .unusableOutput, .lockedOutput, .contestedOutput, .movedOutput, .cutOutput, .removedOutput,
            .foreignLine, .misplacedLine,
            .readerGone,
            .writingFailed, .unwritablePage:
            .inputOutput
        case .pool(let error): of(error)
        }
    }

    private static func of(_ error: PoolError) -> ExitCode {
        switch error {
        case .foreignFolder, .inputNotAFile: .usage
        case .otherInput, .otherRequests, .unreadableDescription: .badData
        case .unusableFolder, .unfitFileSystem: .inputOutput
        }
    }
}
