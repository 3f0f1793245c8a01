/// The tokens of Swift source, as far as it takes to find string literals and where they stand.
struct SwiftTokens {
    indirect enum Token {
        case word(String)
        case symbol(Unicode.Scalar)
        case string([StringPart], line: Int)
    }

    enum StringPart {
        case text(String)
        case code([Token])
    }

    private let scalars: [Unicode.Scalar]
    private var place = 0
    private var line = 1

    private init(_ source: String) { scalars = Array(source.unicodeScalars) }

    static func tokens(of source: String) -> [Token] {
        var reader = SwiftTokens(source)
        return reader.tokens(untilParenthesis: false)
    }

    private func starts(with text: String) -> Bool { scalars[place...].starts(with: text.unicodeScalars) }

    private mutating func advance(_ count: Int = 1) {
        for scalar in scalars[place..<min(place + count, scalars.count)] where scalar == "\n" { line += 1 }
        place += count
    }

    /// The tokens up to the end, or to the parenthesis that ends an interpolation.
    private mutating func tokens(untilParenthesis: Bool) -> [Token] {
        var tokens: [Token] = []
        var depth = 0
        while place < scalars.count {
            let scalar = scalars[place]
            if starts(with: "//") {
                while place < scalars.count, scalars[place] != "\n" { advance() }
            } else if starts(with: "/*") {
                while place < scalars.count, !starts(with: "*/") { advance() }
                advance(2)
            } else if scalar == "\"" || starts(with: "#\"") {
                tokens.append(string())
            } else if scalar.properties.isAlphabetic || scalar == "_" {
                let start = place
                while place < scalars.count,
                    scalars[place].properties.isAlphabetic || "_0123456789".unicodeScalars.contains(scalars[place])
                { place += 1 }
                tokens.append(.word(Self.text(scalars[start..<place])))
            } else {
                if scalar == "(" { depth += 1 }
                if scalar == ")" {
                    if depth == 0, untilParenthesis {
                        advance()
                        return tokens
                    }
                    depth -= 1
                }
                if !scalar.properties.isWhitespace { tokens.append(.symbol(scalar)) }
                advance()
            }
        }
        return tokens
    }

    private mutating func string() -> Token {
        let first = line
        let isRaw = scalars[place] == "#"
        if isRaw { advance() }
        let quotes = starts(with: "\"\"\"") ? "\"\"\"" : "\""
        let end = quotes + (isRaw ? "#" : "")
        advance(quotes.count)
        var parts: [StringPart] = []
        var text = ""
        while place < scalars.count, !starts(with: end) {
            if starts(with: isRaw ? "\\#(" : "\\(") {
                advance(isRaw ? 3 : 2)
                parts += [.text(text), .code(tokens(untilParenthesis: true))]
                text = ""
            } else if !isRaw, scalars[place] == "\\" {
                text += escaped()
            } else {
                text.unicodeScalars.append(scalars[place])
                advance()
            }
        }
        advance(end.count)
        parts.append(.text(text))
        return .string(quotes.count == 1 ? parts : Self.unindented(parts), line: first)
    }

    private mutating func escaped() -> String {
        advance()
        guard place < scalars.count else { return "" }
        let scalar = scalars[place]
        advance()
        switch scalar {
        case "n": return "\n"
        case "t": return "\t"
        case "r": return "\r"
        case "0": return "\0"
        // In a block, the line goes on in the next.
        case "\n": return "\u{1}"
        case "u":
            advance()
            var digits = ""
            while place < scalars.count, scalars[place] != "}" {
                digits.unicodeScalars.append(scalars[place])
                advance()
            }
            advance()
            return UInt32(digits, radix: 16).flatMap(Unicode.Scalar.init).map { String($0) } ?? ""
        default: return String(scalar)
        }
    }

    /// The parts of a block between `"""` without the indentation of its last line, and without the line ends that are escaped.
    private static func unindented(_ parts: [StringPart]) -> [StringPart] {
        guard case .text(let last)? = parts.last else { return parts }
        let indentation = last.split(separator: "\n", omittingEmptySubsequences: false).last.map(String.init) ?? ""
        var result = parts.map { part -> StringPart in
            guard case .text(let text) = part else { return part }
            return .text(
                text.split(separator: "\n", omittingEmptySubsequences: false).enumerated()
                    .map {
                        $0.offset > 0 && $0.element.hasPrefix(indentation)
                            ? $0.element.dropFirst(indentation.count) : $0.element
                    }
                    .joined(separator: "\n"))
        }
        if case .text(let first) = result[0] { result[0] = .text(String(first.dropFirst())) }
        if case .text(let end)? = result.last {
            result[result.count - 1] = .text(end.hasSuffix("\n") ? String(end.dropLast()) : end)
        }
        return result.map { part in
            guard case .text(let text) = part else { return part }
            let pieces = text.split(separator: "\u{1}", omittingEmptySubsequences: false)
            return .text(
                pieces.enumerated().map { $0.offset > 0 ? String($0.element.drop { $0 == " " }) : String($0.element) }
                    .joined())
        }
    }

    private static func text(_ scalars: ArraySlice<Unicode.Scalar>) -> String {
        var text = String.UnicodeScalarView()
        text.append(contentsOf: scalars)
        return String(text)
    }
}
