import ArgumentParser

struct ModelsCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "models",
        abstract: "List available models; `models` alone means `models list`.",
        subcommands: [ModelsListCommand.self, ModelsShowCommand.self],
        defaultSubcommand: ModelsListCommand.self)
}
