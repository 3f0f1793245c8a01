/// A command line as bash hands it to completion: up to the cursor, with its quotation marks.
struct BashLine: Sendable {
    /// The words before the one at the cursor, without quotation marks; the first is the command.
    private(set) var words: [String] = []
    /// What is typed of the word at the cursor, without quotation marks.
    private(set) var current = ""
    /// How many scalars of ``current`` stay as they are: readline puts a candidate in place of what follows only.
    private(set) var kept = 0
    /// The quotation mark that is still open.
    private(set) var quote: Character?
    /// Whether the word at the cursor is the file of a redirection.
    private(set) var isRedirection = false

    private var hasWord = false

    /// Reads a line.
    ///
    /// - Parameter wordBreaks: The characters after which readline lets a candidate begin, `COMP_WORDBREAKS`.
    init(_ line: String, wordBreaks: String) {
        let breaks = Set(wordBreaks)
        var isEscaped = false
        for character in line {
            if isEscaped {
                if quote == "\"", !"\"\\$`".contains(character) { current.append("\\") }
                add(character)
                isEscaped = false
            } else if character == "\\", quote != "'" {
                isEscaped = true
                hasWord = true
            } else if let open = quote {
                if character == open {
                    quote = nil
                    kept = current.unicodeScalars.count
                } else {
                    add(character)
                }
            } else {
                takeUnquoted(character, breaks)
            }
        }
    }

    private mutating func takeUnquoted(_ character: Character, _ breaks: Set<Character>) {
        switch character {
        case "\"", "'":
            quote = character
            hasWord = true
            kept = current.unicodeScalars.count
        case " ", "\t", "\n": endWord()
        case ">", "<":
            // A number before it names a descriptor.
            if current.allSatisfy(\.isNumber) { dropWord() } else { endWord() }
            isRedirection = true
        case ";", "|", "&", "(", ")":
            // In `2>&1` it is no new command.
            if character == "&", isRedirection, !hasWord { return }
            dropWord()
            words = []
            isRedirection = false
        default:
            add(character)
            if breaks.contains(character) { kept = current.unicodeScalars.count }
        }
    }

    private mutating func add(_ character: Character) {
        current.append(character)
        hasWord = true
    }

    private mutating func endWord() {
        guard hasWord else { return }
        if !isRedirection { words.append(current) }
        isRedirection = false
        dropWord()
    }

    private mutating func dropWord() {
        (current, kept, hasWord) = ("", 0, false)
    }

    /// What readline is to put in for a value that begins with ``current``; `nil` where bash would not read it back as
    /// the value.
    func insertion(_ value: String) -> String? {
        guard value.utf8.starts(with: current.utf8) else { return nil }
        let rest = String(value.unicodeScalars.dropFirst(kept))
        switch quote {
        case "'": return rest.replacing("'", with: #"'\''"#)
        case "\"":
            // Within these marks nothing keeps an interactive bash from reading an event of its history.
            guard !rest.contains("!") else { return nil }
            return String(rest.flatMap { "\"\\$`".contains($0) ? ["\\", $0] : [$0] })
        default: return String(rest.flatMap { Self.isPlain($0) ? [$0] : ["\\", $0] })
        }
    }

    private static func isPlain(_ character: Character) -> Bool {
        character.isLetter || character.isNumber || "-_./:=@%+,".contains(character)
    }
}
