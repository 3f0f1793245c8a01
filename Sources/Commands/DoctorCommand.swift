import ArgumentParser
import CloudComputeClient
import ConversationStore
import Conversations
import Foundation
import Settings
import Terminal

struct DoctorCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "doctor",
        abstract: "Diagnose the setup and suggest fixes.",
        discussion: """
            Ends with exit code 1 where something is wrong.

            Examples:
              cloudcompute doctor
              cloudcompute doctor --profile work
            """)

    @OptionGroup(title: "Global options") var global: GlobalOptions

    /// What is thought of a finding, as its line begins.
    private enum Verdict: String {
        case well = "ok "
        case warning = "warn"
        case problem = "!! "
    }

    func run() async throws {
        let console = CommandContext.Console(global)
        var problems = 0
        func tell(_ name: String, _ finding: String, _ verdict: Verdict = .well) throws {
            if verdict == .problem { problems += 1 }
            let text = "\(verdict.rawValue) \(name): \(finding)"
            try console.output.write(ControlCharacterFilter.filterLine(text) + "\n")
        }
        var settings: Settings
        do { settings = try CommandContext.settings(global, model: nil) } catch {
            try tell("settings", ErrorText().sentence(error) ?? "interrupted", .problem)
            throw CommandFailure(nil, .someFailed)
        }
        // Whatever is wrong with the key's file is told where the server is asked.
        settings = (try? CommandContext.settings(global, model: nil, wantsKey: true)) ?? settings
        try tell("settings", "profile \(settings.profile.content) (\(settings.profile.source))")
        let url = URLSecrets.hidden(url: settings.baseURL.content)
        try tell(
            "base URL", "\(url) (\(settings.baseURL.source))",
            url.utf8.elementsEqual(settings.baseURL.content.utf8) ? .well : .problem)
        if let key = settings.apiKey { try tell("API key", "\(key.content) (\(key.source))") }
        if let command = settings.apiKeyCommand { try tell("API key", "from a command (\(command.source))") }
        if let source = settings.keylessBy { try tell("API key", "none (\(source))") }
        if let file = settings.caFile { try tell("certificates", "\(file.content) (\(file.source))") }
        if settings.allowsInsecureHTTP.content {
            try tell(
                "encryption", "http:// is allowed to any host (\(settings.allowsInsecureHTTP.source))", .warning)
        }
        for file in settings.exposedFiles { try tell("files", ErrorText.warning(of: file), .warning) }
        do {
            let models = try await CommandContext.run(global, warns: false) { context in
                try await context.models().models
            }
            try tell("server", "answers and lists \(models.count) \(models.count == 1 ? "model" : "models")")
            if let model = settings.model?.content {
                switch ModelName(model).meaning(among: models.map(\.id)) {
                case .exact(let id): try tell("model", id)
                case .part(let id): try tell("model", "\(id), by the part \"\(model)\"")
                case .several, .near, .unlisted:
                    try tell("model", "the server does not list \(model); see `cloudcompute models`", .problem)
                }
            }
        } catch {
            try tell("server", ErrorText(settings: settings).sentence(error) ?? "interrupted", .problem)
        }
        do throws(StoreError) {
            let count = try ConversationFile.open(settings).conversationCount()
            try? tell("conversations", "\(count) in \(ConversationFile.path(settings))")
        } catch {
            try tell("conversations", ErrorText.text(error), .problem)
        }
        let programs = (ProcessEnvironment.atStart["PATH"] ?? "").split(separator: ":")
        let hasSSH = programs.contains { FileManager.default.isExecutableFile(atPath: "\($0)/ssh") }
        try tell(
            "ssh", hasSSH ? "found" : "not found; install openssh-client to reach instances",
            hasSSH ? .well : .problem)
        if problems > 0 { throw CommandFailure(nil, .someFailed) }
    }
}
