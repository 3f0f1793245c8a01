import ArgumentParser

/// The options that every command takes.
struct GlobalOptions: ParsableArguments {
    @Option(help: ArgumentHelp("Take settings from this profile of the configuration file.", valueName: "name"))
    var profile: String?

    @Option(help: ArgumentHelp("The API's address, for example http://127.0.0.1:8000/v1.", valueName: "url"))
    var baseURL: String?

    @Option(help: ArgumentHelp("Read the API key from this file.", valueName: "file"), completion: .file())
    var apiKeyFile: String?

    @Flag(help: "Talk to a sandbox inside this process; no account is needed.")
    var sandbox = false

    @Flag(name: .shortAndLong, help: "Log requests to standard error, without keys or contents.")
    var verbose = false

    @Flag(help: "No colour; NO_COLOR in the environment does the same.")
    var noColor = false

    /// The names of these options, with whether a value follows, for ``ArgumentOrder``.
    static let names: [String: Bool] = [
        "--profile": true, "--base-url": true, "--api-key-file": true, "--sandbox": false, "--verbose": false,
        "-v": false, "--no-color": false,
    ]
}

/// The option by which a command takes a model.
struct ModelOption: ParsableArguments {
    @Option(
        name: .shortAndLong,
        help: ArgumentHelp(
            "The model's id, or a part of it that no other id has; =ID is sent as it is. `cloudcompute models` lists them.",
            valueName: "model"))
    var model: String?
}
