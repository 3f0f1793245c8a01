/// A formula in TeX as a line of text: letters and signs in place of commands, as far as Unicode has them.
///
/// What it does not know stays as it is, so that nothing is lost.
struct FormulaText {
    private static let deepest = 16

    private let source: [Character]
    private var index = 0

    private init(_ source: [Character]) { self.source = source }

    /// The text of a formula without the marks around it.
    static func readable(_ source: some Sequence<Character>) -> [Character] {
        var reader = FormulaText(Array(source))
        var text = reader.sequence(depth: 0, until: nil)
        while text.last == " " { text.removeLast() }
        return Array(text.drop { $0 == " " })
    }

    /// What stands up to the end or a closing mark, which is passed.
    private mutating func sequence(depth: Int, until end: Character?) -> [Character] {
        var text: [Character] = []
        while index < source.count {
            let character = source[index]
            if character == end {
                index += 1
                break
            }
            append(item(depth), to: &text)
        }
        return text
    }

    private func append(_ item: [Character], to text: inout [Character]) {
        // Spaces mean nothing in TeX, and commands leave some behind.
        if item == [" "], text.last == " " { return }
        text += item
    }

    /// One character, command or group.
    private mutating func item(_ depth: Int) -> [Character] {
        let character = source[index]
        index += 1
        guard depth < Self.deepest else { return [character] }
        switch character {
        case "\\": return command(depth + 1)
        case "{": return sequence(depth: depth + 1, until: "}")
        case "^": return script(FormulaSymbols.superscripts, "^", depth)
        case "_": return script(FormulaSymbols.subscripts, "_", depth)
        case "&", "~", "\n", "\t": return [" "]
        default: return [character]
        }
    }

    private mutating func argument(_ depth: Int) -> [Character] {
        while index < source.count, source[index] == " " { index += 1 }
        return index < source.count ? item(depth) : []
    }

    private mutating func script(_ forms: [Character: Character], _ mark: Character, _ depth: Int) -> [Character] {
        let text = argument(depth + 1)
        let small = text.compactMap { forms[$0] }
        if !text.isEmpty, small.count == text.count { return small }
        // A prime, a degree or a star needs no mark.
        if mark == "^", text.count == 1, let first = text.first, "′°*†".contains(first) { return text }
        return [mark] + Self.wrapped(text)
    }

    /// The text in parentheses unless it is one word.
    private static func wrapped(_ text: [Character]) -> [Character] {
        text.count == 1 || !text.isEmpty && text.allSatisfy { $0.isLetter || $0.isNumber } ? text : ["("] + text + [")"]
    }

    private mutating func command(_ depth: Int) -> [Character] {
        var name = ""
        while index < source.count, source[index].isASCII, source[index].isLetter {
            name.append(source[index])
            index += 1
        }
        guard !name.isEmpty else { return mark() }
        if let symbol = FormulaSymbols.symbols[name] { return Array(symbol) }
        if let accent = FormulaSymbols.accents[name] {
            let text = argument(depth)
            guard text.count == 1, let first = text.first else { return text }
            return Array(String(first) + String(accent))
        }
        switch name {
        case "frac", "dfrac", "tfrac", "cfrac":
            let (over, under) = (argument(depth), argument(depth))
            return Self.wrapped(over) + ["/"] + Self.wrapped(under)
        case "sqrt":
            let root = index < source.count && source[index] == "[" ? bracket(depth) : []
            let power = root.compactMap { FormulaSymbols.superscripts[$0] }
            return (power.count == root.count ? power : root) + ["√"] + Self.wrapped(argument(depth))
        case "binom": return ["C", "("] + argument(depth) + [",", " "] + argument(depth) + [")"]
        case "mathbb":
            let text = argument(depth)
            return text.map { FormulaSymbols.doubled[$0] ?? $0 }
        case _ where FormulaSymbols.transparent.contains(name): return argument(depth)
        case _ where FormulaSymbols.silent.contains(name): return []
        case "begin", "end":
            _ = argument(depth)
            return [" "]
        case _ where FormulaSymbols.functions.contains(name): return Array(name)
        default: return ["\\"] + Array(name)
        }
    }

    private mutating func bracket(_ depth: Int) -> [Character] {
        index += 1
        return sequence(depth: depth, until: "]")
    }

    /// A backslash before a sign.
    private mutating func mark() -> [Character] {
        guard index < source.count else { return ["\\"] }
        let sign = source[index]
        index += 1
        switch sign {
        case "\\": return index < source.count ? [";", " "] : []
        case ",", ";", ":", " ", ">": return [" "]
        case "!": return []
        case "|": return ["‖"]
        case "{", "}", "%", "$", "_", "&", "#": return [sign]
        default: return ["\\", sign]
        }
    }
}
