import Foundation

/// What a user types to search, as an FTS5 query that cannot be wrong.
///
/// Every word must occur. Words in quotes must follow one another. The last word may be the beginning of a longer one,
/// unless it is in quotes that are closed. Only the first 64 words and phrases count.
struct SearchQuery: Sendable, Hashable {
    private static let quotes: Set<Character> = ["\"", "“", "”", "„", "«", "»"]

    /// The query in FTS5's language.
    let match: String

    /// Reads a query; `nil` where it holds no word.
    init?(_ text: String) {
        let parts = Self.plain(text).split(omittingEmptySubsequences: false, whereSeparator: Self.quotes.contains)
        var terms: [(text: Substring, isWhole: Bool)] = []
        for (index, part) in parts.enumerated() {
            // Every other part stands in quotes.
            let isPhrase = index % 2 == 1
            for term in isPhrase ? [part] : part.split(whereSeparator: \.isWhitespace) where Self.hasWord(term) {
                terms.append((term, isPhrase && index < parts.count - 1))
            }
        }
        terms = Array(terms.prefix(64))
        guard let last = terms.last else { return nil }
        match = terms.map { "\"\($0.text)\"" }.joined(separator: " ") + (last.isWhole ? "" : " *")
    }

    private static func plain(_ text: String) -> String {
        text.precomposedStringWithCanonicalMapping.replacing("ё", with: "е").replacing("Ё", with: "Е")
            .replacing("\0", with: " ")
    }

    /// Whether unicode61 finds a word in it.
    private static func hasWord(_ text: Substring) -> Bool {
        text.unicodeScalars.contains { scalar in
            switch scalar.properties.generalCategory {
            case .uppercaseLetter, .lowercaseLetter, .titlecaseLetter, .modifierLetter, .otherLetter, .decimalNumber,
                .letterNumber, .otherNumber, .privateUse:
                true
            default: false
            }
        }
    }
}
