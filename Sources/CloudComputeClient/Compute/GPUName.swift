/// The name of a kind of GPU, cut into words to be looked for.
///
/// Fact: rows say `RTX 4090`, filters of Vast `RTX_4090` (`docs/api-facts.md` section 3).
struct GPUName {
    private static let brands = ["rtx", "gtx"]

    private let words: [String]

    init(_ name: String) {
        words = name.lowercased().split { !($0.isLetter || $0.isNumber) }.flatMap { word in
            // `RTX4090` has two words; but the letter of `A6000` belongs to its number, and `RTX 6000` is another card.
            let brand = Self.brands.first { word.hasPrefix($0) && word.dropFirst($0.count).first?.isNumber == true }
            return brand.map { [$0, String(word.dropFirst($0.count))] } ?? [String(word)]
        }
    }

    /// Whether the wanted words stand in the name, next to each other and whole, however they are separated.
    func contains(_ wanted: String) -> Bool {
        let wanted = GPUName(wanted).words.joined()
        if wanted.isEmpty { return false }
        return words.indices.contains { start in
            var run = ""
            for word in words[start...] where run.count < wanted.count { run += word }
            return run == wanted
        }
    }
}
