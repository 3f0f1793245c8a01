import ArgumentParser

struct ModelsCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "models",
        abstract: "List available models; `models` alone means `models list`.",
        discussion: """
            Examples:
              cloudcompute models qwen --max-price 0.5
              cloudcompute models show qwen/qwen3.8-flash
            """,
        subcommands: [ModelsListCommand.self, ModelsShowCommand.self],
        defaultSubcommand: ModelsListCommand.self)
}
