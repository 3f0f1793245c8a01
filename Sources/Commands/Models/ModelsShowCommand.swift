import ArgumentParser
import CloudComputeClient
import Conversations
import JSON
import Localization
import Terminal

struct ModelsShowCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration.leaf(
        commandName: "show",
        abstract: "Show what the server says of one model.",
        discussion: """
            A part of the id is enough where no other id has it.

            Examples:
              cloudcompute models show qwen/qwen3.8-flash
              cloudcompute models show flash --json | jq .pricing
            """)

    @Argument(help: "The model's id, or a part of it.", completion: .stored(.models))
    var model: String

    @Flag(help: "Print the server's own JSON.")
    var json = false

    @OptionGroup(title: "Global options") var global: GlobalOptions

    func run() async throws {
        try await CommandContext.run(global) { [model, json] context in
            let models = try await context.models().models
            let name = ModelName(model)
            let meaning = name.meaning(among: models.map(\.id))
            let id =
                switch meaning {
                case .exact(let id), .part(let id), .unlisted(let id): id
                case .several(let ids), .near(let ids):
                    try await ModelChoice.of(ids, for: name, meaning, context.console)
                }
            guard let found = models.first(where: { $0.id == id }) else {
                throw CommandFailure(
                    localized("The server lists no model \"\(id)\"; `cloudcompute models` lists those it has."),
                    .badData)
            }
            let output = context.console.output
            if json { return try output.write(json: found.json.jsonBytes + [0x0A]) }
            try output.write(ModelTable.details(found, columns: output.columns))
        }
    }
}
