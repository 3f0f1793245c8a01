import ArgumentParser
import CloudComputeClient
import ConversationStore
import Foundation
import Settings
import TerminalUI

struct DoctorCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "doctor",
        abstract: "Tell what is wrong with the set-up, and how to mend it.",
        discussion: """
            Ends with exit code 1 where something is wrong.

            Examples:
              cloudcompute doctor
              cloudcompute doctor --profile work
            """)

    @OptionGroup var global: GlobalOptions

    func run() async throws {
        let console = Session.Console(global)
        var problems = 0
        func tell(_ name: String, _ finding: String, isProblem: Bool = false) throws {
            if isProblem { problems += 1 }
            let text = "\(isProblem ? "!!" : "ok")  \(name): \(finding)"
            try console.output.write(ControlCharacterFilter.filterLine(text) + "\n")
        }
        let settings: Settings
        do { settings = try Session.settings(global, model: nil) } catch {
            try tell("settings", error.description, isProblem: true)
            throw CommandFailure(nil, .someFailed)
        }
        try tell("settings", "profile \(settings.profile.content) (\(settings.profile.source))")
        try tell("base URL", "\(settings.baseURL.content) (\(settings.baseURL.source))")
        if let key = settings.apiKey { try tell("API key", "\(key.content) (\(key.source))") }
        do {
            let models = try await Session.run(global) { try await $0.client.models().models }
            try tell("server", "answers and lists \(models.count) models")
            if let model = settings.model?.content {
                let isKnown = models.contains { $0.id == model }
                try tell(
                    "model", isKnown ? model : "\(model) is not among the server's; `cloudcompute models` lists them.",
                    isProblem: !isKnown)
            }
        } catch {
            try tell("server", ErrorReport(settings: settings).sentence(error) ?? "interrupted", isProblem: true)
        }
        do throws(StoreError) {
            let count = try ConversationFile.open(settings).conversationCount()
            try? tell("conversations", "\(count) in \(ConversationFile.path(settings))")
        } catch {
            try tell("conversations", error.description, isProblem: true)
        }
        let programs = (ProcessInfo.processInfo.environment["PATH"] ?? "").split(separator: ":")
        let hasSSH = programs.contains { FileManager.default.isExecutableFile(atPath: "\($0)/ssh") }
        try tell("ssh", hasSSH ? "found" : "not found; install openssh-client to reach instances", isProblem: !hasSSH)
        if problems > 0 { throw CommandFailure(nil, .someFailed) }
    }
}
