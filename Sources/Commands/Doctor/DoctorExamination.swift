import CloudComputeClient
import Files
import Localization
import Settings
import Terminal

/// Gathers the facts for all checks; whatever fails, the others are made.
struct DoctorExamination: Sendable {
    let options: GlobalOptions
    let isOffline: Bool
    let console: CommandContext.Console

    /// How long the command that gives the key may take, which may ask somebody for a passphrase.
    private static let keyPatience = Duration.seconds(60)
    var environment: [String: String] { ProcessEnvironment.atStart }

    /// All checks, and what takes secrets out of them.
    ///
    /// - Throws: ``Interrupted``.
    func report() async throws -> (DoctorReport, DoctorRedaction) {
        let settings = Result { try CommandContext.settings(options, model: nil) }
        let withKey = Result { try CommandContext.settings(options, model: nil, wantsKey: true) }
        let inForce = (try? withKey.get()) ?? (try? settings.get())
        let folders = inForce?.folders ?? (try? XDGDirectories(environment: environment))
        let commandKey = try await commandKey(inForce)
        let checks = try await console.waiting { label in
            label.text = localized("checking the setup,")
            var checks = [BuildFacts.gather().check] + localChecks(folders, inForce)
            switch settings {
            case .success(let plain):
                let key = keySource(withKey, commandKey)
                checks += await serverChecks((try? withKey.get()) ?? plain, key, try? commandKey?.get())
            case .failure(let error): checks += serverChecks(without: error)
            }
            try Task.checkCancellation()
            if let folders {
                checks.append(await StoreFacts.gather(folders).check)
                checks += ToolFacts.gather(folders, environment).checks
            }
            try Task.checkCancellation()
            return checks
        }
        return (DoctorReport(checks: checks), redaction(inForce, commandKey))
    }

    private func localChecks(_ folders: XDGDirectories?, _ settings: Settings?) -> [DoctorCheck] {
        var checks = [
            TerminalFacts.gather(console, environment).check, LocaleFacts.gather(environment).check,
            OpenFileFacts.gather().check,
        ]
        if let folders {
            let keyFile = keyFile(settings, folders)
            checks += FileFacts.gather(folders, keyFile: keyFile, exposed: settings?.exposedFiles ?? []).checks
        }
        return checks
    }

    /// The file that the key is in, or would be.
    private func keyFile(_ settings: Settings?, _ folders: XDGDirectories) -> String {
        if let path = options.apiKeyFile { return HomeDirectory.expand(path) }
        return folders.keyFile(ofProfile: settings?.profile.content ?? "default")
    }

    typealias CommandKey = Result<APIKey, any Error>

    /// The key of the command that gives one; `nil` where none is to be run.
    private func commandKey(_ settings: Settings?) async throws -> CommandKey? {
        guard !isOffline, let command = settings?.apiKeyCommand else { return nil }
        let console = console
        let program = KeyProgram(command: command, patience: Self.keyPatience, tell: { console.note($0) })
        do { return .success(try await SignalWatch.interruptible { try await program.key() }) } catch let error
            as KeyProgramError
        {
            return .failure(error)
        }
    }

    /// Where the key comes from, told without it.
    private func keySource(_ found: Result<Settings, any Error>, _ commandKey: CommandKey?) -> KeyFacts.Source {
        let settings: Settings
        switch found {
        case .success(let found): settings = found
        case .failure(let error): return unusable(error)
        }
        if let command = settings.apiKeyCommand {
            if case .failure(let error) = commandKey { return unusable(error) }
            return .command(from: command.source.description, hasRun: commandKey != nil)
        }
        if let source = settings.keylessBy { return .keyless(by: source.description) }
        return settings.apiKey.map { .text(from: $0.source.description) } ?? .none
    }

    private func unusable(_ error: any Error) -> KeyFacts.Source {
        .unusable(ErrorText().sentence(error) ?? localized("The key was not read."), ExitCode(error))
    }

    private func redaction(_ settings: Settings?, _ commandKey: CommandKey?) -> DoctorRedaction {
        let proxies = ["https_proxy", "http_proxy", "all_proxy"].flatMap { [$0, $0.uppercased()] }
            .compactMap { environment[$0] }
        let keys = [
            environment["CLOUDCOMPUTE_API_KEY"], settings?.apiKey?.content.secret, try? commandKey?.get().secret,
        ]
        let urls = [settings?.baseURL.content, environment["CLOUDCOMPUTE_BASE_URL"], options.baseURL]
        let home = environment["HOME"].flatMap { $0.isEmpty ? nil : $0 } ?? HomeDirectory.ofAccount
        return DoctorRedaction(keys: keys.compactMap { $0 }, urls: urls.compactMap { $0 } + proxies, home: home)
    }
}
