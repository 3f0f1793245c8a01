import ArgumentParser
import CloudComputeClient
import Localization

/// The options by which a command chooses among the server's models.
struct ModelFilterOptions: ParsableArguments {
    @Flag(help: "Only models that take images.")
    var vision = false

    @Flag(help: "Only models that can call tools.")
    var tools = false

    @Flag(help: "Only models that can reason before they answer.")
    var reasoning = false

    @Option(
        help: ArgumentHelp("Minimum context length in tokens; 128k is 128000.", valueName: "tokens"),
        transform: Self.tokens)
    var minContext: Int?

    @Option(
        help: ArgumentHelp("Maximum price per million tokens, for prompt and completion alike.", valueName: "price"))
    var maxPrice: Double?

    func validate() throws {
        if let maxPrice, maxPrice < 0 || !maxPrice.isFinite {
            throw ValidationError(localized("--max-price takes a number from 0 on, not \(maxPrice)."))
        }
    }

    /// Reads a number of tokens with or without `k` or `m`.
    static func tokens(_ text: String) throws -> Int {
        let lower = text.lowercased()
        let unit = lower.hasSuffix("k") ? 1_000.0 : lower.hasSuffix("m") ? 1_000_000 : 1
        let digits = unit == 1 ? lower : String(lower.dropLast())
        guard digits.allSatisfy({ $0.isASCII && ($0.isNumber || $0 == ".") }), let number = Double(digits),
            (0...1e12).contains(number * unit)
        else {
            throw ValidationError(
                localized("--min-context takes a number of tokens such as 32768 or 128k, not \"\(text)\"."))
        }
        return Int((number * unit).rounded())
    }

    /// Whether anything is asked for.
    var isSet: Bool { vision || tools || reasoning || minContext != nil || maxPrice != nil }

    /// The filter that the options ask for.
    func filter(text: String?) -> ModelFilter {
        ModelFilter(
            text: text ?? "", vision: vision, tools: tools, reasoning: reasoning, minimumContext: minContext,
            maximumPrice: maxPrice)
    }
}
