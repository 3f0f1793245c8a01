import ArgumentParser
import Localization

/// The options that every command takes.
struct GlobalOptions: ParsableArguments {
    fileprivate static let profileHelp = ArgumentHelp(
        "Take settings from this profile of the configuration file.", valueName: "name")
    fileprivate static let verboseHelp = ArgumentHelp(
        "Log requests to standard error, without keys or contents.")
    fileprivate static let colorHelp = ArgumentHelp("No colour; NO_COLOR in the environment does the same.")
    fileprivate static let languageHelp = ArgumentHelp(
        "The language of messages; otherwise that of LC_ALL, LC_MESSAGES or LANG.", valueName: "en|ru")

    @Option(help: profileHelp, completion: .stored(.profiles))
    var profile: String?

    @Option(help: ArgumentHelp("The API's address, for example http://127.0.0.1:8000/v1.", valueName: "url"))
    var baseURL: String?

    @Option(help: ArgumentHelp("Read the API key from this file.", valueName: "file"), completion: .file())
    var apiKeyFile: String?

    @Flag(help: "Talk to a sandbox inside this process; no account is needed.")
    var sandbox = false

    @Flag(name: .shortAndLong, help: verboseHelp)
    var verbose = false

    @Flag(help: colorHelp)
    var noColor = false

    @Option(name: .customLong("lang"), help: languageHelp)
    var language: Language?

    static let languageName = "--lang"

    /// The names of these options, with whether a value follows, for ``ArgumentOrder``.
    static let names: [String: Bool] = [
        "--profile": true, "--base-url": true, "--api-key-file": true, "--sandbox": false, "--verbose": false,
        "-v": false, "--no-color": false, languageName: true,
    ]
}

/// The global options of a command that talks to no server: those that name one are taken, but not shown.
struct LocalOptions: ParsableArguments {
    @Option(help: GlobalOptions.profileHelp, completion: .stored(.profiles))
    var profile: String?

    @Option(help: .hidden)
    var baseURL: String?

    @Option(help: .hidden)
    var apiKeyFile: String?

    @Flag(help: .hidden)
    var sandbox = false

    @Flag(name: .shortAndLong, help: GlobalOptions.verboseHelp)
    var verbose = false

    @Flag(help: GlobalOptions.colorHelp)
    var noColor = false

    @Option(name: .customLong("lang"), help: GlobalOptions.languageHelp)
    var language: Language?

    /// The same as the options of a command that talks to a server.
    var global: GlobalOptions {
        var options = GlobalOptions()
        options.profile = profile
        options.baseURL = baseURL
        options.apiKeyFile = apiKeyFile
        options.sandbox = sandbox
        options.verbose = verbose
        options.noColor = noColor
        options.language = language
        return options
    }
}

/// The option by which a command takes a model.
struct ModelOption: ParsableArguments {
    @Option(
        name: .shortAndLong,
        help: ArgumentHelp(
            "The model's id, or a part of it that no other id has; =ID is sent as it is. `cloudcompute models` lists them.",
            valueName: "model"),
        completion: .stored(.models))
    var model: String?
}

extension Language: ExpressibleByArgument {}

extension Language {
    /// The language that the arguments ask for, otherwise the environment: needed before they are parsed, since what the parser
    /// says is in it.
    init(arguments: [String], environment: [String: String]) {
        let options = arguments.prefix { $0 != "--" }
        let prefix = GlobalOptions.languageName + "="
        // The last one counts, as it does for the parser.
        let wished = zip(options, options.dropFirst() + [""]).reversed().lazy.compactMap { option, next in
            if option == GlobalOptions.languageName { return next }
            return option.hasPrefix(prefix) ? String(option.dropFirst(prefix.count)) : nil
        }.first
        self = wished.flatMap(Language.init(rawValue:)) ?? Language(environment: environment)
    }
}
