import ArgumentParser
import CloudComputeClient
import Conversations
import REPL
import Settings
import Terminal

struct AskCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "ask",
        abstract: "Ask one question and print the answer.",
        discussion: """
            What is piped in is appended to the prompt. The answer goes to standard
            output, reasoning and notices to standard error. A reply that the limit on
            tokens cut short ends with exit code 1. The exchange is stored, so that -c goes
            on with it; --no-save leaves no trace.

            Examples:
              cloudcompute ask "What is prefill?" -m qwen/qwen3.8-flash
              git diff | cloudcompute ask -s "Be brief." "Review this change:"
              cloudcompute ask "What is on it?" -a photo.jpg
              cloudcompute ask "Three cities" --schema cities.json --json | jq .text
              cloudcompute ask -x "A one-line awk that sums column 2" > sum.awk
              cloudcompute ask -c "And now column 3"
            """)

    @Argument(help: "The prompt; its words are joined by spaces.")
    var prompt: [String] = []

    @OptionGroup var model: ModelOption

    @Option(name: .shortAndLong, help: ArgumentHelp("The system prompt.", valueName: "text"))
    var system: String?

    @OptionGroup var template: TemplateOption

    @Option(
        name: [.customShort("a"), .customLong("attach")],
        help: ArgumentHelp("Send this text file or image along; repeatable.", valueName: "file"), completion: .file())
    var attachments: [String] = []

    @Option(
        help: ArgumentHelp("Ask for JSON that fits this JSON schema, and check that it does.", valueName: "file"),
        completion: .file())
    var schema: String?

    @OptionGroup var parameters: ParameterOption

    @Flag(
        help: ArgumentHelp(
            "Print one JSON object: text, reasoning, finish_reason, tool_calls, usage, model, id, timings, tool_runs, rounds, total_usage."
        ))
    var json = false

    @Flag(name: [.customShort("x"), .customLong("extract")], help: "Print the first code block of the reply only.")
    var extract = false

    @Flag(help: "Ask for the reply in one piece.")
    var noStream = false

    @OptionGroup var tools: ToolOptions
    @OptionGroup var conversation: ConversationOptions
    @OptionGroup var display: DisplayOptionGroup

    @OptionGroup var global: GlobalOptions

    func validate() throws {
        if extract, json {
            throw ValidationError("--extract and --json are two forms of the answer; leave one of them out.")
        }
    }

    func run() async throws {
        let setup = try PromptSetup(system: system, template: template, parameters: parameters)
        let schema = try schema.map { ReplySchema(path: $0, schema: try ArgumentFile.schema($0)) }
        let files = try attachments.map {
            FileAttachment(name: Self.fileName($0), bytes: try ArgumentFile.bytes($0, as: "The attachment"))
        }
        // The files' own limits are checked before the prompt is waited for.
        _ = try ChatAttachment.parts(files.map { ($0.name, $0.bytes) })
        let text = try setup.message(try words())
        guard !text.isEmpty || !files.isEmpty else {
            throw CommandFailure("There is nothing to ask: give a prompt, or pipe one in.", .usage)
        }
        let format: AskRunner.Format = json ? .json : extract ? .code : .text
        let (delivery, options) = (noStream ? TurnRunner.Delivery.inOnePiece : .streamed, display.options)
        let (conversation, model, tools) = (conversation, model.model, tools)
        try await CommandContext.run(global, model: model, sandboxPace: ConversationOptions.sandboxTokenRate) {
            context in
            let chosen = try ToolSetup.find(tools, context)
            let start = try await conversation.start(context, setup)
            // The limits on images are those of the whole conversation.
            let message = try FileAttachment.message(text, with: files, after: start)
            let runner = AskRunner(
                message: message, schema: schema, delivery: delivery, format: format, options: options,
                tools: chosen)
            try await runner.ask(context, in: start, store: conversation.store(context))
        }
    }

    /// The prompt with what is piped in.
    private func words() throws -> String {
        let words = prompt.joined(separator: " ")
        guard let piped = try StandardInput.text(CommandContext.Console(global)), !piped.isEmpty else { return words }
        return words.isEmpty ? piped : "\(words)\n\n\(piped)"
    }

    private static func fileName(_ path: String) -> String {
        path.split(separator: "/").last.map(String.init) ?? path
    }
}
