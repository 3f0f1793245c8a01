import ArgumentParser
import CloudComputeClient
import Files
import Foundation
import Localization
import Settings
import Terminal

struct LoginCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration.leaf(
        commandName: "login",
        abstract: "Ask for the API key, check it, and keep it for the profile.",
        discussion: """
            The key is typed without being shown, or piped in. It is kept in a file that \
            only you can read, beside the configuration file, and used where the profile \
            and the environment name no other. On a terminal it asks before it replaces a \
            key; a key that is piped in replaces it.

            Examples:
              cloudcompute login
              cloudcompute login --profile work
              pass show cloudcompute | cloudcompute login
            """)

    @Flag(name: .shortAndLong, help: "Replace a stored key without asking.")
    var yes = false

    @OptionGroup(title: "Global options") var global: GlobalOptions

    func run() async throws {
        guard !global.sandbox else {
            throw CommandFailure(
                localized("--sandbox needs no key, so there is none to keep; leave out login."), .usage)
        }
        let console = CommandContext.Console(global)
        let settings = try CommandContext.settings(global, model: nil)
        let stored = settings.folders.keyFile(ofProfile: settings.profile.content)
        let question = localized("API key for \(URLSecrets.hidden(url: settings.baseURL.content)): ")
        let typed = try await SignalWatch.interruptible { try await SecretInput.read(question, console) }
        guard let key = APIKey(line: typed) else {
            throw CommandFailure(
                typed.isEmpty
                    ? localized("No key was given, so nothing was changed.")
                    : localized("What was given is no key: a key is one word of letters, digits and signs."), .badData)
        }
        // Asked last, so that a key that is pasted too early is not shown.
        if !yes, StandardInput.isTerminal, FileStatus.exists(stored) {
            let question = localized("\(stored) holds a key already. Replace it?")
            guard try await Confirmation.asks(question, console) else {
                throw CommandFailure(localized("The stored key was kept."), .someFailed)
            }
        }
        try await CommandContext.run(global, apiKey: key) { context in
            _ = try await context.waiting { try await $0.models() }
            let origin = context.client.configuration.baseURL.origin
            let path = try KeyFile.store(key, for: origin, context.settings)
            context.console.note(localized("Key verified and saved to \(path)."))
            if let reason = Self.hindrance(global, key) { context.console.note(localized("Not in use: \(reason)")) }
        }
    }

    /// Why the key that was just stored is not the one that commands use; `nil` where it is.
    private static func hindrance(_ global: GlobalOptions, _ key: APIKey) -> String? {
        let settings: Settings
        do { settings = try CommandContext.settings(global, model: nil, wantsKey: true) } catch {
            return ErrorText().sentence(error)
        }
        if let other = settings.apiKey, other.content != key { return localized("\(other.source) takes precedence.") }
        return (settings.apiKeyCommand?.source ?? settings.keylessBy).map { localized("\($0) takes precedence.") }
    }
}
