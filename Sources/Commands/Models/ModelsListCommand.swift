import ArgumentParser
import CloudComputeClient
import Conversations
import JSON
import Localization
import Terminal

struct ModelsListCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration.leaf(
        commandName: "list",
        abstract: "List available models.",
        discussion: """
            PROMPT/M and COMPLETION/M are prices per million tokens, reckoned from the \
            price per token that the server sends, which stands beside them where there is \
            room. The server does not name a currency. Models that lack a filtered field \
            are skipped. Where no model matches the exit code is 1.

            Examples:
              cloudcompute models
              cloudcompute models qwen --sort price
              cloudcompute models --vision --tools --min-context 128k --max-price 0.5
              cloudcompute models --json | jq -r '.data[].id'
            """)

    @Argument(help: "Show only models whose id or name contains this text.")
    var text: String?

    @OptionGroup var filter: ModelFilterOptions

    @Option(
        help: "Sort by id, name, context, price or created.",
        completion: .list(ModelSort.allCases.map(\.rawValue)), transform: Self.order)
    var sort: ModelSort?

    @Flag(help: "Print the server's own JSON; with filters, {\"data\":[…]} of the models that match.")
    var json = false

    @OptionGroup(title: "Global options") var global: GlobalOptions

    private static func order(_ text: String) throws -> ModelSort {
        guard let order = ModelSort(rawValue: text) else {
            let known = ModelSort.allCases.map(\.rawValue).joined(separator: ", ")
            throw ValidationError(localized("--sort takes \(known), not \"\(text)\"."))
        }
        return order
    }

    func run() async throws {
        let isPlain = text == nil && !filter.isSet && sort == nil
        let (filter, sort, json) = (filter.filter(text: text), sort, json)
        try await CommandContext.run(global) { context in
            let list = try await context.models()
            let matching = list.models.filter { filter.verdict(on: $0) == .matches }
            let untold = list.models.count { filter.verdict(on: $0) == .untold }
            let models = sort?.sort(matching) ?? matching
            let output = context.console.output
            if json {
                try output.write(json: isPlain ? Self.line(list.body) : Self.filtered(models))
            } else if !models.isEmpty {
                try output.write(ModelTable.text(models, width: output.columns))
            } else if list.models.isEmpty {
                context.console.note(localized("The server has no models."))
            }
            if untold > 0 {
                context.console.note(
                    localized(
                        "Skipped \(untold) \(untold, "model", "models") for which the server does not send the filtered fields."
                    )
                )
            }
            if models.isEmpty, !list.models.isEmpty { throw CommandFailure(Self.noMatch(filter.text), .someFailed) }
        }
    }

    private static func noMatch(_ text: String) -> String {
        text.isEmpty ? localized("No model matches the filters.") : localized("No model matches \"\(text)\".")
    }

    /// The server's bytes with a line end.
    private static func line(_ body: [UInt8]) -> [UInt8] {
        body.last == UInt8(ascii: "\n") ? body : body + [UInt8(ascii: "\n")]
    }

    private static func filtered(_ models: [Model]) -> [UInt8] {
        let list: JSONValue = ["object": "list", "data": .array(models.map(\.json))]
        return Array((list.jsonText + "\n").utf8)
    }
}
