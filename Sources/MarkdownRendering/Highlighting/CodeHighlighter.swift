/// Colours code line by line: comments, strings, numbers and keywords.
struct CodeHighlighter: Sendable {
    /// What goes on behind the end of what was read.
    private enum State: Sendable {
        case code
        case lineComment
        case comment(end: [Character])
        case string(end: [Character], isMultiline: Bool)
    }

    private let language: CodeLanguage
    private var state = State.code

    init(language: CodeLanguage) {
        self.language = language
    }

    /// Colours a line or, of a long one, the next piece.
    mutating func highlight(_ text: [Character]) -> [StyledCharacter] {
        guard language.isColored else { return text.map { StyledCharacter($0) } }
        var result: [StyledCharacter] = []
        result.reserveCapacity(text.count)
        var index = 0
        while index < text.count {
            let (length, style) = next(text, index)
            for character in text[index..<index + length] { result.append(StyledCharacter(character, style)) }
            index += length
        }
        return result
    }

    /// Whether neither a string nor a comment is open.
    var isInCode: Bool { if case .code = state { true } else { false } }

    /// Ends the line, and with it what does not go over line ends.
    mutating func endLine() {
        switch state {
        case .lineComment, .string(_, isMultiline: false): state = .code
        case .code, .comment, .string: break
        }
    }

    private mutating func next(_ text: [Character], _ index: Int) -> (length: Int, style: TextStyle) {
        switch state {
        case .lineComment: return (text.count - index, .dim)
        case .comment(let end): return (ending(text, index, end, escapes: false), .dim)
        case .string(let end, _): return (ending(text, index, end, escapes: language.hasEscapes), .string)
        case .code: return code(text, index)
        }
    }

    /// How much belongs to what is open, which ends if its end is there.
    private mutating func ending(_ text: [Character], _ index: Int, _ end: [Character], escapes: Bool) -> Int {
        var position = index
        while position < text.count {
            if escapes, text[position].ascii == UInt8(ascii: "\\") {
                position += 2
            } else if Self.stands(end, in: text, at: position) {
                state = .code
                return position + end.count - index
            } else {
                position += 1
            }
        }
        return text.count - index
    }

    private mutating func code(_ text: [Character], _ index: Int) -> (length: Int, style: TextStyle) {
        let character = text[index]
        let before = index > 0 ? text[index - 1] : " "
        if Self.isWord(character) {
            let word = text[index...].prefix { Self.isWord($0) }
            if character.isASCII, character.isNumber { return (numberLength(text, index, word.count), .code) }
            let isKeyword = language.isKeyword(String(word))
            return (word.count, isKeyword ? .keyword : [])
        }
        // An address is no comment either.
        for mark in language.lineComments where Self.stands(mark, in: text, at: index) {
            // In shells and YAML a number sign inside a word is none.
            if mark == ["#"], !before.isWhitespace, before != ";" { continue }
            if mark == ["/", "/"], before == ":" { continue }
            state = .lineComment
            return (text.count - index, .dim)
        }
        if let (start, end) = language.blockComment, Self.stands(start, in: text, at: index) {
            state = .comment(end: end)
            guard index + start.count < text.count else { return (start.count, .dim) }
            return (start.count + ending(text, index + start.count, end, escapes: false), .dim)
        }
        for mark in language.multilineStrings where Self.stands(mark, in: text, at: index) {
            return string(text, index, mark, isMultiline: true)
        }
        if language.quotes.contains(character) { return string(text, index, [character], isMultiline: false) }
        return (1, [])
    }

    private mutating func string(
        _ text: [Character], _ index: Int, _ mark: [Character], isMultiline: Bool
    ) -> (length: Int, style: TextStyle) {
        state = .string(end: mark, isMultiline: isMultiline)
        let start = index + mark.count
        return (mark.count + ending(text, start, mark, escapes: language.hasEscapes), .string)
    }

    /// A number goes on behind its decimal point.
    private func numberLength(_ text: [Character], _ index: Int, _ length: Int) -> Int {
        let point = index + length
        guard point + 1 < text.count, text[point] == ".", text[point + 1].isASCII, text[point + 1].isNumber else {
            return length
        }
        return length + 1 + text[(point + 1)...].prefix { Self.isWord($0) }.count
    }

    private static func isWord(_ character: Character) -> Bool {
        character.ascii == UInt8(ascii: "_") || character.isLetterOrNumber
    }

    private static func stands(_ mark: [Character], in text: [Character], at index: Int) -> Bool {
        guard text[index] == mark.first, index + mark.count <= text.count else { return false }
        return text[index..<index + mark.count].elementsEqual(mark)
    }
}
