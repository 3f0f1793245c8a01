import Batch
import CloudComputeClient
import Instances
import PromptTemplates
import Sandbox
import Settings
import SystemPackage
import Terminal

/// Puts errors into one sentence for a person, with the way out; a file beside this one has the words of each layer.
struct ErrorText: Sendable {
    /// The settings in force, which the way out depends on; `nil` before they are known.
    var settings: Settings?

    /// The sentence for an error, safe for a terminal; `nil` where nothing need be said.
    func sentence(_ error: any Error) -> String? {
        let sentence: String? =
            switch error {
            case let error as CommandFailure: error.message.map(ControlCharacterFilter.filter)
            case let error as CloudComputeError: ControlCharacterFilter.filterLine(text(error))
            case let error as SettingsError: ControlCharacterFilter.filter(Self.text(error))
            case let error as KeyProgramError: ControlCharacterFilter.filterLine(Self.text(error))
            case let error as PromptTemplateError: ControlCharacterFilter.filter(Self.text(error))
            case let error as BatchError: ControlCharacterFilter.filter(Self.text(error))
            case let error as InstanceWait.Failure: Self.text(error)
            case OutputError.brokenPipe, is CancellationError, is Interrupted: nil
            case OutputError.failed(let code):
                "Writing the output failed: \(Errno(rawValue: code).description.lowercased())."
            default: ControlCharacterFilter.filter(String(describing: error))
            }
        return sentence.map(URLSecrets.hidden(in:))
    }
}
