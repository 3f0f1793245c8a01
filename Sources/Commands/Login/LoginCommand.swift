import ArgumentParser
import CloudComputeClient
import Foundation
import Settings
import TerminalUI

struct LoginCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "login",
        abstract: "Ask for the API key, check it, and keep it for the profile.",
        discussion: """
            The key is typed without being shown, or piped in. It is kept in a file that only
            you can read, beside the configuration file, and used where the profile and the
            environment name no other.

            Examples:
              cloudcompute login
              cloudcompute login --profile work
              pass show cloudcompute | cloudcompute login
            """)

    @OptionGroup var global: GlobalOptions

    func run() async throws {
        let console = Session.Console(global)
        let text = try SecretInput.read(
            "API key for \(try Session.settings(global, model: nil).baseURL.content): ", console)
        let words = text.split(whereSeparator: \.isWhitespace)
        guard words.count == 1, let key = words.first else {
            throw CommandFailure(
                words.isEmpty ? "No key was given, so nothing was changed." : "A key holds no spaces.", .badData)
        }
        try await Session.run(global, apiKey: APIKey(String(key))) { session in
            _ = try await session.client.models()
            let path = try KeyFile.store(String(key), session.settings)
            session.console.note("The key is accepted, and kept in \(path).")
            if let other = try Session.settings(global, model: nil).apiKey, other.content.secret != key {
                session.console.note("It is not in force: \(other.source) names another one.")
            }
        }
    }
}
