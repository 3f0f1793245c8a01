import CloudComputeClient
import Foundation
import Localization
import Logging
import REPL
import Sandbox
import Settings
import Terminal

/// What a command works with: the settings in force and a client that talks to the server they name.
struct CommandContext: Sendable {
    let settings: Settings
    let client: CloudComputeClient
    let console: Console
    private let baseURL: BaseURL
    /// What the server has listed in this run.
    let latestModels = ModelCache()
    /// What the server has listed before.
    let knownModels: KnownModels?

    /// The time-outs of the connections.
    struct Timeouts: Sendable {
        var connect = Duration.seconds(10)
        var idle = Duration.seconds(300)
        var request = Duration.seconds(600)
        /// For streams; `nil` for as long as they flow.
        var stream: Duration?
    }

    /// Standard output and error, and whether colour is wanted.
    struct Console: Sendable {
        let output = Output.standardOutput
        let error = Output.standardError
        let allowsColor: Bool

        init(_ options: GlobalOptions) {
            let environment = ProcessEnvironment.atStart
            allowsColor = !options.noColor && (environment["NO_COLOR"] ?? "").isEmpty && environment["TERM"] != "dumb"
        }

        /// Says something beside the results, on one line: what servers call things may stand in it.
        func note(_ text: String) {
            let line = WrappedText.text(ControlCharacterFilter.filterLine(text), columns: error.columns)
            error.note(Style(for: error, allowsColor: allowsColor).dim(line))
        }
    }

    /// Finds the settings in force.
    ///
    /// - Parameter wantsKey: Whether the key is to be sent or shown; a file that holds it is not read otherwise.
    /// - Throws: ``SettingsError``; ``CommandFailure`` where two servers are named.
    static func settings(_ options: GlobalOptions, model: String?, wantsKey: Bool = false) throws -> Settings {
        if options.sandbox, options.baseURL != nil {
            throw CommandFailure(
                localized("--sandbox and --base-url name two servers; leave one of them out."), .usage)
        }
        var flags = Settings.Flags()
        flags.profile = options.profile
        flags.baseURL = options.baseURL
        flags.apiKeyFile = options.apiKeyFile
        flags.model = model
        flags.wantsKey = wantsKey && !options.sandbox
        var settings = try Settings(
            flags: flags, environment: ProcessEnvironment.atStart, standardBaseURL: BaseURL.cloudCompute)
        if options.sandbox {
            settings.exposedFiles = []
            settings.baseURL = Settings.Value("http://127.0.0.1\(Sandbox.basePath)", .sandbox)
            settings.apiKey = Settings.Value(APIKey(Sandbox.apiKey), .sandbox)
            settings.model =
                model.map { Settings.Value($0, .flag(.model)) } ?? Settings.Value(SandboxModel.small, .sandbox)
        }
        return settings
    }

    /// Runs the body with a client, and with a sandbox behind it where that is asked for.
    ///
    /// - Throws: What the body throws, explained for a person as a ``CommandFailure``.
    static func run<Result: Sendable>(
        _ options: GlobalOptions, model: String? = nil, connections: Int = 8, timeouts: Timeouts = Timeouts(),
        sandboxPace tokensPerSecond: Double? = nil, on place: InstanceTargetOption? = nil, apiKey: APIKey? = nil,
        warns: Bool = true, _ body: @escaping @Sendable (CommandContext) async throws -> Result
    ) async throws -> Result {
        var settings = try settings(options, model: model, wantsKey: apiKey == nil)
        if !warns { settings.exposedFiles = [] }
        if let apiKey {
            settings.apiKey = Settings.Value(apiKey, .typed)
            settings.apiKeyCommand = nil
        }
        if let place, let instance = place.place {
            return try await run(options, model: model, timeouts: timeouts, sandboxPace: tokensPerSecond) { context in
                try await context.onInstance(instance, place, model: model) { settings, socket in
                    try await run(settings, options, connections, timeouts, over: socket, body)
                }
            }
        }
        guard options.sandbox else { return try await run(settings, options, connections, timeouts, body) }
        var faults = SandboxFaults()
        faults.tokenRate = tokensPerSecond
        var reachable = settings
        reachable.baseURL.content = try await Sandbox(faults: faults, logger: logger(options, "sandbox")).launch()
        return try await run(reachable, options, connections, timeouts, body)
    }

    private static func run<Result: Sendable>(
        _ settings: Settings, _ options: GlobalOptions, _ connections: Int, _ timeouts: Timeouts,
        over socket: CloudComputeClient.UnixSocket? = nil,
        _ body: @Sendable (CommandContext) async throws -> Result
    ) async throws -> Result {
        let console = Console(options)
        let baseURL = try checkedBaseURL(settings)
        try checkEncryption(baseURL, settings, console)
        let settings = try await withKey(try settings.withoutKeyOfOthers(than: baseURL), console)
        if settings.apiKey == nil, settings.keylessBy == nil, !baseURL.isLoopback { throw noKey(for: baseURL) }
        var configuration = CloudComputeClient.Configuration(baseURL: baseURL, apiKey: settings.apiKey?.content.secret)
        configuration.maximumConnections = connections
        configuration.connectTimeout = timeouts.connect
        configuration.idleTimeout = timeouts.idle
        configuration.requestTimeout = timeouts.request
        configuration.streamTimeout = timeouts.stream
        let environment = ProcessEnvironment.atStart
        configuration.proxies = ProxySettings(environment: environment)
        // What the profile says is about this server, the variables about all.
        if let file = settings.caFile {
            configuration.caFile = file.content
        } else {
            configuration.caFile = environment["SSL_CERT_FILE"].flatMap { $0.isEmpty ? nil : $0 }
            configuration.caDirectory = environment["SSL_CERT_DIR"].flatMap { $0.isEmpty ? nil : $0 }
        }
        configuration.logger = logger(options, "cloudcompute")
        configuration.unixSocket = socket
        if let key = settings.apiKey {
            do { try CloudComputeClient.check(apiKey: key.content.secret) } catch {
                throw CommandFailure("\(localized(error.sentence).dropLast()) (\(key.source)).", endingLike: error)
            }
        }
        let client: CloudComputeClient
        do { client = try CloudComputeClient(configuration) } catch {
            throw CommandFailure(localized(error.sentence), endingLike: error)
        }
        let context = CommandContext(
            settings: settings, client: client, console: console, baseURL: baseURL,
            knownModels: KnownModels(settings, baseURL: baseURL))
        do {
            let result = try await body(context)
            await client.shutdown()
            return result
        } catch {
            await client.shutdown()
            guard let error = error as? CloudComputeError else { throw error }
            throw context.failure(error)
        }
    }

    /// What a command ends with after an error of the client, explained for a person.
    func failure(_ error: CloudComputeError) -> CommandFailure {
        if error.kind == .unauthorized, settings.apiKey == nil { return Self.noKey(for: baseURL) }
        return CommandFailure(ErrorText(settings: settings).sentence(error), endingLike: error)
    }

    private static func checkedBaseURL(_ settings: Settings) throws -> BaseURL {
        do { return try BaseURL(settings.baseURL.content) } catch {
            let shown = URLSecrets.hidden(url: settings.baseURL.content)
            if shown != settings.baseURL.content {
                throw CommandFailure(
                    localized(
                        "The base URL \"\(shown)\" (\(settings.baseURL.source)) holds a user name or a password; "
                            + "give the key apart from it."), settings.baseURL.source.isFlag ? .usage : .configuration)
            }
            if settings.baseURL.source.isFlag { throw CommandFailure(localized(error.sentence), .usage) }
            throw CommandFailure(
                localized("\(localized(error.sentence).dropLast()) (from \(settings.baseURL.source))."), .configuration)
        }
    }

    private static func noKey(for baseURL: BaseURL) -> CommandFailure {
        CommandFailure(
            localized(
                "No API key is set for \(baseURL). Run `cloudcompute login`, set CLOUDCOMPUTE_API_KEY or pass --api-key-file FILE; "
                    + "`api_key: none` in a profile sends none, and --sandbox needs none."), .configuration)
    }

    /// Whether the server is CloudCompute's own, or the sandbox in its place.
    var isCloudCompute: Bool {
        settings.baseURL.source == .sandbox || baseURL.origin == (try? BaseURL(BaseURL.cloudCompute))?.origin
    }

    /// Puts an error into a sentence, as ``ErrorText`` does, for errors that do not end the command.
    func explain(_ error: any Error) -> String {
        ErrorText(settings: settings).sentence(error) ?? localized("interrupted")
    }

    /// What the server has listed before of the account's instances or SSH keys.
    func known(_ kind: ServerCache.Kind) -> KnownResources? { KnownResources(kind, settings, baseURL: baseURL) }

    static func logger(_ options: GlobalOptions, _ label: String) -> Logger {
        guard options.verbose else { return Logger(label: label) { _ in SwiftLogNoOpLogHandler() } }
        var logger = Logger(label: label, factory: { TerminalLogHandler(label: $0) })
        logger.logLevel = label == "sandbox" ? Logger.Level.notice : Logger.Level.debug
        return logger
    }
}
