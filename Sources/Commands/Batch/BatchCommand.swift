import ArgumentParser

struct BatchCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "batch",
        abstract: "Run files of prompts; `batch` alone means `batch run`.",
        subcommands: [
            BatchRunCommand.self, BatchValidateCommand.self, BatchStatusCommand.self, BatchMergeCommand.self,
            BatchReportCommand.self,
        ],
        defaultSubcommand: BatchRunCommand.self)
}
