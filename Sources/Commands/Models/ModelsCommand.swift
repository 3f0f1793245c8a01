import ArgumentParser
import CloudComputeClient
import JSON
import Terminal

struct ModelsCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "models",
        abstract: "List the models that can be asked.",
        discussion: """
            Prices are shown as the server sends them, usually for one token; it does not
            name a currency.

            Examples:
              cloudcompute models
              cloudcompute models qwen
              cloudcompute models --json | jq -r '.data[].id'
            """)

    @Argument(help: "Show only models whose id or name holds this text.")
    var filter: String?

    @Flag(help: "Print the server's own JSON.")
    var json = false

    @OptionGroup var global: GlobalOptions

    func run() async throws {
        try await CommandContext.run(global) { [filter, json] context in
            let list = try await context.waiting { try await $0.models() }
            let models = list.models.filter { model in
                guard let filter = filter?.lowercased() else { return true }
                return model.id.lowercased().contains(filter) || model.name.lowercased().contains(filter)
            }
            let output = context.console.output
            if json {
                try output.write(json: filter == nil ? Self.line(list.body) : Self.filtered(models))
                return
            }
            guard !models.isEmpty else {
                return context.console.note(
                    list.models.isEmpty ? "The server has no models." : "No model matches \"\(filter ?? "")\".")
            }
            try output.write(Self.table(models).text(width: output.columns))
        }
    }

    /// The server's bytes with a line end.
    private static func line(_ body: [UInt8]) -> [UInt8] {
        body.last == UInt8(ascii: "\n") ? body : body + [UInt8(ascii: "\n")]
    }

    private static func filtered(_ models: [Model]) -> [UInt8] {
        let list: JSONValue = ["object": "list", "data": .array(models.map(\.json))]
        return Array((list.jsonText + "\n").utf8)
    }

    private static func table(_ models: [Model]) -> TextTable {
        var table = TextTable([
            ("ID", .left), ("NAME", .left), ("CONTEXT", .right), ("INPUTS", .left), ("PROMPT", .right),
            ("COMPLETION", .right),
        ])
        for model in models {
            table.add([
                model.id, model.name == model.id ? "" : model.name, model.contextLength.map(String.init) ?? "",
                model.inputModalities.joined(separator: ","), model.promptPrice ?? "", model.completionPrice ?? "",
            ])
        }
        return table
    }
}
