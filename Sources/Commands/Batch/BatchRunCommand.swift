import ArgumentParser
import Batch
import CloudComputeClient
import Settings
import TerminalUI

struct BatchRunCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "run",
        abstract: "Send every line of JSONL files and write the results as JSONL.",
        discussion: """
            A line is an OpenAI batch request, a bare request body,
            {"prompt":…,"system":…}, or a JSON string; with -t it is an object of template
            variables. Results go to OUT.jsonl and failures to OUT.errors.jsonl, both in
            the form of the OpenAI batch output, as they come. Running the same command
            again goes on where it was stopped: what is in OUT.jsonl is not sent again,
            unless the line was edited.

            Examples:
              cloudcompute batch run prompts/short.jsonl -o answers.jsonl --sandbox
              cloudcompute batch run part-*.jsonl -o all.jsonl -m qwen/qwen3.8-flash --concurrency 64
              jq -r '.response.body.choices[0].message.content' answers.jsonl
            """)

    @Argument(help: "JSONL files; - is standard input.", completion: .file(extensions: ["jsonl"]))
    var inputs: [String]

    @Option(
        name: .shortAndLong, help: ArgumentHelp("Where results go; - is standard output.", valueName: "out.jsonl"),
        completion: .file())
    var output: String

    @Option(
        help: ArgumentHelp("Where failures go instead of OUT.errors.jsonl.", valueName: "file"), completion: .file())
    var errors: String?

    @OptionGroup var model: ModelOption

    @Option(
        name: .shortAndLong, help: ArgumentHelp("Put each line's variables into this template.", valueName: "file"),
        completion: .file())
    var template: String?

    @OptionGroup var parameters: ParameterOption

    @Option(name: [.customShort("j"), .long], help: "How many requests are under way at once.")
    var concurrency = 16

    @Option(
        help: "What to do with lines that cannot be sent: fail (send nothing) or skip (record them).",
        transform: Self.badLines)
    var onBadLine = BatchRun.BadLines.fail

    @Flag(name: .shortAndLong, help: "No summary.")
    var quiet = false

    @OptionGroup var global: GlobalOptions

    private static func badLines(_ text: String) throws -> BatchRun.BadLines {
        guard let choice = BatchRun.BadLines(rawValue: text) else {
            throw ValidationError("--on-bad-line takes fail or skip, not \"\(text)\".")
        }
        return choice
    }

    func validate() throws {
        guard (1...10_000).contains(concurrency) else {
            throw ValidationError("--concurrency \(concurrency) is out of range; it goes from 1 to 10000.")
        }
    }

    func run() async throws {
        var form = RequestForm()
        form.model = model.model
        form.parameters = Parameter.object(parameters.parameters)
        form.template = try template.map { path throws(SettingsError) in try PromptTemplate(path: path) }
        let quiet = quiet
        let plain = BatchRun(
            inputs: inputs, output: output, errors: errors, form: form, concurrency: concurrency, badLines: onBadLine)
        try await Session.run(global, model: model.model, connections: concurrency) { session in
            var run = plain
            run.form.standardModel = session.settings.model?.content
            let batch = run
            let summary = try await SignalWatch.interruptible {
                try await batch.run { body in try await session.client.send(chatBody: body) }
            }
            if !quiet { session.console.error.note(SummaryText.text(summary, batch)) }
            if let stop = summary.stop { throw stop }
            if summary.failed + summary.badLines > 0 { throw CommandFailure(nil, .someFailed) }
        }
    }
}
