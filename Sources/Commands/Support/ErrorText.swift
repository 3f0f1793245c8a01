import Batch
import CloudComputeClient
import ConversationStore
import Conversations
import Instances
import Localization
import PromptTemplates
import REPL
import Sandbox
import Settings
import SystemPackage
import Terminal
import Tools

/// Puts errors into one sentence for a person, with the way out; a file beside this one has the words of each layer.
struct ErrorText: Sendable {
    /// The settings in force, which the way out depends on; `nil` before they are known.
    var settings: Settings?

    /// The same in English, for machines.
    func english(_ error: any Error) -> String? { Language.english.during { sentence(error) } }

    /// The sentence for an error, on one line and safe for a terminal; `nil` where nothing need be said.
    ///
    /// Names and words of servers stand in most, and must not begin a line that looks like one of this program's own.
    func sentence(_ error: any Error) -> String? {
        let sentence: String? =
            switch error {
            case let error as CommandFailure: error.message
            case let error as CloudComputeError: text(error)
            case let error as SettingsError: Self.text(error)
            case let error as KeyProgramError: Self.text(error)
            case let error as ToolApprovals.Failure: Self.text(error)
            case let error as ToolsRefused: text(error)
            case let error as TooManyToolRounds: Self.text(error)
            case let error as PromptTemplateError: Self.text(error)
            case let error as BatchError: Self.text(error)
            case let error as ShardError: Self.text(error)
            case let error as LauncherRefusal: Self.text(error)
            case let error as MergeError: Self.text(error)
            case let error as ComparisonError: self.sentence(error.error).map { "\(error.model): \($0)" }
            case let error as StoreError: Self.text(error)
            case let error as ToolsError: Self.text(error)
            case let error as InstanceWait.Failure: Self.text(error)
            case OutputError.brokenPipe, is CancellationError, is Interrupted: nil
            case let error as SandboxStateError: Self.text(error)
            case OutputError.failed(let code):
                localized("Writing the output failed: \(Message(ofSystem: Errno(rawValue: code).description)).")
            default: String(describing: error)
            }
        // Bad lines of the input stand on lines of their own; nothing of a server is among them.
        let filter = error is BatchError ? ControlCharacterFilter.filter : ControlCharacterFilter.filterLine
        return sentence.map { URLSecrets.hidden(in: filter($0)) }
    }
}
