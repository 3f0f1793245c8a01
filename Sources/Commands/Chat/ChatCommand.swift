import ArgumentParser
import CloudComputeClient
import Foundation
import LineEditor
import REPL
import Settings
import TerminalUI

struct ChatCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "chat",
        abstract: "Talk with a model; the conversation so far goes along with each message.",
        discussion: """
            Ctrl-C stops a reply and keeps what has come; Ctrl-D leaves. /help lists the
            commands. Where standard input is no terminal, each of its lines is a message.

            Examples:
              cloudcompute chat --sandbox
              cloudcompute chat -m qwen/qwen3.8-flash -s "Answer in Russian."
              cloudcompute chat -t prompts/translate.md
            """)

    @OptionGroup var model: ModelOption

    @Option(name: .shortAndLong, help: ArgumentHelp("The system prompt.", valueName: "text"))
    var system: String?

    @OptionGroup var template: TemplateOption
    @OptionGroup var parameters: ParameterOption
    @OptionGroup var global: GlobalOptions

    func run() async throws {
        let setup = try PromptSetup(system: system, template: template, parameters: parameters)
        let model = model.model
        try await Session.run(global, model: model, sandboxPace: Question.sandboxPace) { session in
            let model = try await session.model(orElse: setup.template?.model)
            let editor = LineEditor(historyPath: Self.historyPath(session))
            defer { editor?.restoreTerminal() }
            let console = REPL.Console(
                lines: editor ?? PipeLineReader(), output: session.console.output, error: session.console.error,
                isInteractive: editor != nil, allowsColor: session.console.allowsColor)
            let repl = REPL(
                console: console, stream: { try await session.client.stream($0) }, prepare: setup.message,
                explain: { session.explain($0) })
            let conversation = Conversation(model: model, system: setup.system, parameters: setup.parameters)
            try await Self.talk(repl, conversation, editor)
        }
    }

    /// Talks until the user leaves.
    ///
    /// A request to end gives the terminal back and ends the process at once, since the editor cannot be called away
    /// from its line.
    private static func talk(_ repl: REPL, _ conversation: Conversation, _ editor: LineEditor?) async throws {
        let (interrupts, continuation) = AsyncStream.makeStream(of: Void.self)
        let ending = Task {
            let numbers =
                editor == nil ? [SignalWatch.terminate] : [SignalWatch.interrupt, SignalWatch.terminate, SIGHUP]
            for await number in SignalWatch.signals(numbers) {
                if number == SignalWatch.interrupt {
                    continuation.yield()
                } else {
                    editor?.restoreTerminal()
                    endProcess(128 + number)
                }
            }
        }
        defer { ending.cancel() }
        try await repl.run(conversation, interrupts: interrupts)
    }

    /// The file of typed lines, in a folder made for it.
    private static func historyPath(_ session: Session) -> String? {
        let folder = session.settings.folders.stateFolder
        do {
            try FileManager.default.createDirectory(
                atPath: folder, withIntermediateDirectories: true, attributes: [.posixPermissions: 0o700])
            return folder + "/input-history"
        } catch {
            session.console.note("Typed lines are not kept: \(folder) cannot be made.")
            return nil
        }
    }
}

/// Ends the process; inside a command the name `exit` belongs to the argument parser.
private func endProcess(_ code: Int32) -> Never {
    exit(code)
}
