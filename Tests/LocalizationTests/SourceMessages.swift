/// What Swift source says to people: the messages that it takes from the catalogue, and the texts that look like some and are not.
struct SourceMessages {
    struct Text: Equatable {
        let text: String
        let line: Int
    }

    private(set) var keys: [Text] = []
    /// Texts of more than one word that stand outside these calls.
    private(set) var strays: [Text] = []
    /// Calls of `localized` and `Message` with something else than literals.
    private(set) var unreadable: [Int] = []

    /// Where texts are the parser's, which stay English, or go to a log.
    private static let untranslated: Set = [
        "Option", "Flag", "Argument", "OptionGroup", "CommandConfiguration", "leaf", "ArgumentHelp", "debug", "info",
        "notice",
        "precondition", "assertionFailure",
    ]

    init(of source: String) { visit(SwiftTokens.tokens(of: source)[...], within: []) }

    private mutating func visit(_ tokens: ArraySlice<SwiftTokens.Token>, within outer: [String]) {
        var rest = tokens
        var calls = outer
        var previous = ""
        var line = 1
        while let token = rest.popFirst() {
            switch token {
            case .word(let word):
                previous = word
                continue
            case .symbol("("):
                if ["localized", "Message"].contains(previous), case .string? = rest.first {
                    message(&rest, calls, after: line)
                } else {
                    if previous == "Message", case .word("stringLiteral")? = rest.first { unreadable.append(line) }
                    calls.append(previous)
                }
            case .symbol(")"): if calls.count > outer.count { calls.removeLast() }
            case .symbol: break
            case .string(let parts, let start):
                line = start
                let text = Self.key(parts)
                if Self.isProse(text), Self.untranslated.isDisjoint(with: calls) {
                    strays.append(Text(text: text, line: start))
                }
                visitCode(in: parts, calls)
            }
            previous = ""
        }
    }

    private mutating func visitCode(in parts: [SwiftTokens.StringPart], _ calls: [String]) {
        for case .code(let tokens) in parts { visit(tokens[...], within: calls) }
    }

    /// Reads the literals of a call up to its parenthesis.
    private mutating func message(_ rest: inout ArraySlice<SwiftTokens.Token>, _ calls: [String], after line: Int) {
        var literals: [SwiftTokens.StringPart] = []
        var first: Int?
        while let token = rest.popFirst() {
            guard case .string(let parts, let start) = token else {
                unreadable.append(first ?? line)
                return
            }
            first = first ?? start
            literals += parts
            visitCode(in: parts.filter { Self.word($0) == nil }, calls)
            switch rest.popFirst() {
            case .symbol("+"): continue
            case .symbol(")"):
                keys.append(Text(text: Self.key(literals), line: start))
                return
            default:
                unreadable.append(start)
                return
            }
        }
    }

    /// The text with `%1`, `%2` … in place of what is interpolated.
    private static func key(_ parts: [SwiftTokens.StringPart]) -> String {
        var count = 0
        return parts.reduce(into: "") { key, part in
            switch part {
            case .text(let text): key += text
            case .code:
                count += 1
                key += "%\(count)\(word(part) ?? "")"
            }
        }
    }

    /// The words of `\(count, "line", "lines")`, as `[line|lines]`.
    private static func word(_ part: SwiftTokens.StringPart) -> String? {
        guard case .code(let tokens) = part, tokens.count >= 5,
            case .symbol(",") = tokens[tokens.count - 4], case .string(let one, _) = tokens[tokens.count - 3],
            case .symbol(",") = tokens[tokens.count - 2], case .string(let other, _) = tokens[tokens.count - 1]
        else { return nil }
        var depth = 0
        for case .symbol(let symbol) in tokens.dropLast(4) {
            if "([{".unicodeScalars.contains(symbol) { depth += 1 }
            if ")]}".unicodeScalars.contains(symbol) { depth -= 1 }
        }
        return depth == 0 ? "[\(key(one))|\(key(other))]" : nil
    }

    /// Whether a text has a word of letters beside another one, or beside something that is interpolated.
    static func isProse(_ text: String) -> Bool {
        // An option with its value is no sentence.
        if text.hasPrefix("--"), text.split(separator: " ").count < 4, !text.hasSuffix(".") { return false }
        let words = text.split(whereSeparator: { $0.isWhitespace }).map { $0.trimmingPunctuation }
        return zip(words, words.dropFirst()).contains { first, second in
            (isWord(first) && isWord(second)) || (isWord(first) && second.hasPrefix("%"))
                || (first.hasPrefix("%") && isWord(second))
        }
    }

    private static func isWord(_ text: String) -> Bool {
        text.count > 1 && text.allSatisfy { $0.isLetter || "'’-".contains($0) }
            && text.dropFirst().allSatisfy { $0.isLowercase || "'’-".contains($0) }
    }
}

extension Substring {
    fileprivate var trimmingPunctuation: String {
        String(
            drop { !$0.isLetter && !$0.isNumber && $0 != "%" }.reversed().drop { !$0.isLetter && !$0.isNumber }
                .reversed())
    }
}
