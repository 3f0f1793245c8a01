import ArgumentParser
import CloudComputeClient
import Foundation
import Localization
import Terminal

/// The program: reads the arguments, runs the command, ends with its exit code.
package enum CommandLineProgram {
    /// Runs the command that the process's arguments name, and ends the process.
    ///
    /// The thread that comes here waits meanwhile: nothing is to run on it, and to end it would load a library.
    package static func run() -> Never {
        fillClosedDescriptors()
        CrashTraces.forbid()
        // Read now, while this is the only thread.
        let environment = ProcessEnvironment.atStart
        completeIfAsked(CommandLine.arguments.dropFirst())
        Language(arguments: CommandLine.arguments, environment: environment).use()
        if let complaint = DescriptorLimit.complaint { exit(report(CommandFailure(complaint, .unavailable))) }
        if let complaint = ArgumentBytes.complaint(ArgumentBytes.ofProcess) {
            exit(report(CommandFailure(complaint, .usage)))
        }
        let given = Array(CommandLine.arguments.dropFirst())
        if let command = ShortCommand.read(given) { run(command) }
        let arguments = ArgumentOrder.globalOptionsLast(given, subcommands: CommandPath.subcommandNames)
        if arguments == ["--version"] { exit(answer(CloudCompute.configuration.version)) }
        if let complaint = UnknownCommand.complaint(arguments) {
            exit(report(CommandFailure(complaint, .usage)))
        }
        do {
            var command = try CommandPath.parse(arguments) ?? CloudCompute.parseAsRoot(arguments)
            guard let asynchronous = command as? any AsyncParsableCommand else {
                try command.run()
                exit(ExitCode.done.rawValue)
            }
            run(asynchronous)
        } catch {
            exit(report(error))
        }
    }

    /// Answers a completion script and ends the process, where that is what asks.
    private static func completeIfAsked(_ arguments: ArraySlice<String>) {
        guard arguments.first == CompletionCallback.name else { return }
        if let answer = CompletionCallback.answer(Array(arguments.dropFirst())) {
            try? Output.standardOutput.write(answer)
        }
        exit(ExitCode.done.rawValue)
    }

    private static func run(_ command: any AsyncParsableCommand) -> Never {
        // Nobody else keeps any of it.
        nonisolated(unsafe) var command = command
        Task {
            do {
                try await command.run()
                exit(ExitCode.done.rawValue)
            } catch {
                exit(report(error))
            }
        }
        while true { pause() }
    }

    /// Opens `/dev/null` where a standard descriptor is closed, lest the next file that is opened take its place.
    private static func fillClosedDescriptors() {
        for descriptor in STDIN_FILENO...STDERR_FILENO where fcntl(descriptor, F_GETFD) == -1 {
            // What is written to a closed standard output is lost, and must fail.
            _ = open("/dev/null", descriptor == STDOUT_FILENO ? O_RDONLY : O_RDWR)
        }
    }

    /// Writes what was asked for, and returns the exit code.
    private static func answer(_ text: String) -> Int32 {
        do throws(OutputError) { try Output.standardOutput.write(text + "\n") } catch {
            return ExitCode(error).rawValue
        }
        return ExitCode.done.rawValue
    }

    /// Tells a person what went wrong, and returns the exit code for it.
    private static func report(_ error: any Error) -> Int32 {
        if isFromArgumentParser(error) { return reportFromParser(error) }
        if let sentence = ErrorText().sentence(error) {
            let output = Output.standardError
            output.note(WrappedText.text("cloudcompute: \(sentence)", columns: output.columns))
        }
        return ExitCode(error).rawValue
    }

    /// Shows what the parser has to say: help on standard output, what is wrong on standard error.
    private static func reportFromParser(_ error: any Error) -> Int32 {
        let code = CloudCompute.exitCode(for: error)
        let output = code.isSuccess ? Output.standardOutput : Output.standardError
        let columns = ProcessEnvironment.atStart["COLUMNS"].flatMap { Int($0) } ?? output.columns
        let text = CloudCompute.fullMessage(for: error, columns: HelpLayout.unbroken)
        guard !text.isEmpty else { return code.rawValue }
        do throws(OutputError) { try output.write(ParserMessage.text(text, columns: columns ?? 80) + "\n") } catch {
            if code.isSuccess { return ExitCode(error).rawValue }
        }
        return code.rawValue
    }

    /// Whether the parser made the error, which then knows best how to show it: help, usage, a near match.
    private static func isFromArgumentParser(_ error: any Error) -> Bool {
        if error is ValidationError || error is CleanExit || error is ArgumentParser.ExitCode { return true }
        let type = String(reflecting: type(of: error))
        return type.hasPrefix("ArgumentParser.")
    }
}

/// The root of the commands.
struct CloudCompute: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "cloudcompute",
        abstract: "Chat with language models over HTTP, run batches of prompts, and rent the GPUs behind them.",
        discussion: """
            Examples:
              cloudcompute models --sandbox
              cloudcompute ask --sandbox "What is a GPU?"
              git diff | cloudcompute ask "Write a commit message" > message.txt
              cloudcompute batch run prompts/short.jsonl -o answers.jsonl --sandbox

            Without --sandbox an API key is needed: run cloudcompute login, or set \
            CLOUDCOMPUTE_API_KEY. cloudcompute completion prints what makes a shell complete \
            commands, options and values.
            """,
        version: "cloudcompute \(CloudComputeClient.version)",
        subcommands: [
            LoginCommand.self, ModelsCommand.self, ChatCommand.self, AskCommand.self, BatchCommand.self,
            HistoryCommand.self, TemplateCommand.self, ToolsCommand.self, MCPCommand.self,
            OffersCommand.self, InstancesCommand.self, SSHKeysCommand.self, SandboxCommand.self, ConfigCommand.self,
            DoctorCommand.self, CompletionCommand.self,
        ])

    /// What the parser's own errors begin with, the same as all others.
    static var _errorLabel: String { "cloudcompute" }
}
