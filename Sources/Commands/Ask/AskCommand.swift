import ArgumentParser
import CloudComputeClient
import Conversations
import Localization
import REPL
import Settings
import Terminal

struct AskCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration.leaf(
        commandName: "ask",
        abstract: "Ask one question and print the answer.",
        discussion: """
            What is piped in is appended to the prompt, unless -f - or -a - takes it. \
            The answer goes to standard output, reasoning and notices to standard error. A \
            reply that the limit on tokens cut short ends with exit code 1. The exchange \
            is stored, so that -c goes on with it; --no-save saves nothing.

            Several models (-m A -m B) are asked at once. Their replies are printed in \
            this order under headings, with --json as an array whose elements also have \
            requested_model and error. Where some fail the exit code is 1. All replies are \
            stored; -c goes on with the first, chat -c and /pick N with another.

            Examples:
              cloudcompute ask "What is prefill?" -m qwen/qwen3.8-flash
              git diff | cloudcompute ask -s "Be brief." "Review this change:"
              cloudcompute ask "What is on it?" -a photo.jpg
              cloudcompute ask -f src/main.c -f https://example.com/spec.txt "Does it fit?"
              cloudcompute ask "Three cities" --schema cities.json --json | jq .text
              cloudcompute ask "Invent a dog" --schema 'name, age int, bio: one sentence'
              cloudcompute ask -x "A one-line awk that sums column 2" > sum.awk
              cloudcompute ask --sandbox -m sandbox/small -m sandbox/vision "Which is it?"
              cloudcompute ask -c "And now column 3"
              cloudcompute ask -T git,time --allow-tool 'time__*' "What changed today?"
            """)

    @Argument(help: "The prompt; its words are joined by spaces.")
    var prompt: [String] = []

    @Option(
        name: .shortAndLong,
        help: ArgumentHelp(
            "The model's id, or a part of it that no other id has; =ID is sent as it is. Several are asked at once; repeatable.",
            valueName: "model"),
        completion: .stored(.models))
    var model: [String] = []

    @Option(name: .shortAndLong, help: ArgumentHelp("The system prompt.", valueName: "text"))
    var system: String?

    @OptionGroup var template: TemplateOption

    @OptionGroup var attachments: AttachmentOptions

    @Option(
        help: ArgumentHelp(
            "Ask for JSON that matches this JSON schema, a file or a short form such as 'name, age int', and check that it does.",
            valueName: "schema"),
        completion: .file())
    var schema: String?

    @Option(
        help: ArgumentHelp(
            "Ask for a list of objects, \"items\", each of which fits the schema.", valueName: "schema"),
        completion: .file())
    var schemaMulti: String?

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

    @OptionGroup(title: "Global options") var global: GlobalOptions

    func validate() throws {
        if schema != nil, schemaMulti != nil {
            throw ValidationError(localized("--schema and --schema-multi name two schemas; leave one of them out."))
        }
        if extract, model.count > 1 {
            throw ValidationError(localized("--extract prints one code block; name one model with it."))
        }
        if model.count > 1, !tools.tools.isEmpty, tools.tools != ["none"] {
            throw ValidationError(
                localized("Tools are run for one model: give -m/--model once, or leave -T/--tools out."))
        }
        if extract, json {
            throw ValidationError(localized("--extract and --json cannot be combined."))
        }
    }

    func run() async throws {
        let setup = try PromptSetup(system: system, template: template, parameters: parameters)
        let schema =
            try schema.map { try ReplySchema(argument: $0) }
            ?? schemaMulti.map { try ReplySchema(argument: $0, isMultiple: true) }
        let sources = try attachments.read(CommandContext.Console(global))
        let text = try setup.message(try words())
        guard !text.isEmpty || !sources.isEmpty else {
            throw CommandFailure(localized("No prompt given. Pass one or pipe it in."), .usage)
        }
        let format: AskRunner.Format = json ? .json : extract ? .code : .text
        let (delivery, options) = (noStream ? TurnRunner.Delivery.inOnePiece : .streamed, display.options)
        let (conversation, models, tools) = (conversation, model, tools)
        try await CommandContext.run(
            global, model: models.first, connections: max(8, models.count),
            sandboxPace: ConversationOptions.sandboxTokenRate
        ) { context in
            let chosen = models.count > 1 ? nil : try ToolSetup.find(tools, context)
            let files = try await context.fetched(sources)
            let start = try await conversation.start(context, setup)
            // The limits on images are those of the whole conversation.
            let message = try FileAttachment.message(
                text, with: files, after: start, limitsImages: context.isCloudCompute)
            let runner = AskRunner(
                message: message, schema: schema, delivery: delivery, format: format, options: options,
                tools: chosen)
            let store = conversation.store(context)
            if models.count > 1 {
                var ids = [start.model]
                for name in models.dropFirst() { ids.append(try await context.modelID(name)) }
                context.tellOfSize(message, after: start, models: ids)
                try await AskComparison(runner: runner, models: ids).ask(context, in: start, store: store)
            } else {
                context.tellOfSize(message, after: start, models: [start.model])
                try await runner.ask(context, in: start, store: store)
            }
        }
    }

    /// The prompt with what is piped in.
    private func words() throws -> String {
        let words = prompt.joined(separator: " ")
        guard !attachments.takesStandardInput else { return words }
        guard let piped = try StandardInput.text(CommandContext.Console(global)), !piped.isEmpty else { return words }
        return words.isEmpty ? piped : "\(words)\n\n\(piped)"
    }
}
