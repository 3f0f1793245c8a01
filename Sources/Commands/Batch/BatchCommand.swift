import ArgumentParser

struct BatchCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "batch",
        abstract: "Run files of prompts; `batch` alone means `batch run`.",
        discussion: """
            Examples:
              cloudcompute batch validate prompts/short.jsonl
              cloudcompute batch run prompts/short.jsonl -o answers.jsonl --sandbox
              cloudcompute batch report answers.jsonl -o report.html
            """,
        subcommands: [
            BatchRunCommand.self, BatchValidateCommand.self, BatchStatusCommand.self, BatchMergeCommand.self,
            BatchReportCommand.self,
        ],
        defaultSubcommand: BatchRunCommand.self)
}
