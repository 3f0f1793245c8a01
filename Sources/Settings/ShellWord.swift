import Files

/// Words as a POSIX shell reads and writes them.
package enum ShellWord {
    /// Why a command cannot be split into words.
    package enum Mistake: Error, Sendable, Hashable {
        /// A quotation mark or a backslash without its end.
        case openQuote
        /// A character that only a shell knows what to do with.
        case needsShell(Unicode.Scalar)
        /// The first word, the program, is missing.
        case noProgram
    }

    /// The text as one word, in quotes where it needs them.
    package static func quoted(_ text: String) -> String {
        let isPlain = text.utf8.allSatisfy { byte in
            switch byte {
            case UInt8(ascii: "a")...UInt8(ascii: "z"), UInt8(ascii: "A")...UInt8(ascii: "Z"),
                UInt8(ascii: "0")...UInt8(ascii: "9"), 0x80...:
                true
            default: "-_./+:,@%".utf8.contains(byte)
            }
        }
        if isPlain, !text.isEmpty { return text }
        var quoted = String.UnicodeScalarView("'".unicodeScalars)
        for scalar in text.unicodeScalars {
            if scalar == "'" { quoted.append(contentsOf: "'\\''".unicodeScalars) } else { quoted.append(scalar) }
        }
        quoted.append("'")
        return String(quoted)
    }

    /// Splits a command at white space, with `'…'`, `"…"` and `\` as in a shell; nothing is expanded but a leading `~/`.
    static func split(_ text: String) throws(Mistake) -> [String] {
        var words: [String] = []
        var word: String.UnicodeScalarView?
        var isQuoted = false
        var scalars = text.unicodeScalars.makeIterator()
        func add(_ scalar: Unicode.Scalar) { word = (word ?? .init()) + [scalar] }
        func end() {
            guard let ended = word else { return }
            words.append(isQuoted ? String(ended) : HomeDirectory.expand(String(ended)))
            (word, isQuoted) = (nil, false)
        }
        while let scalar = scalars.next() {
            switch scalar {
            case " ", "\t", "\n", "\r": end()
            case "'", "\"":
                (word, isQuoted) = (word ?? .init(), true)
                var isClosed = false
                while let inner = scalars.next() {
                    if inner == scalar {
                        isClosed = true
                        break
                    }
                    guard inner == "\\", scalar == "\"" else {
                        add(inner)
                        continue
                    }
                    guard let escaped = scalars.next() else { break }
                    if !["\"", "\\", "$", "`"].contains(escaped) { add("\\") }
                    add(escaped)
                }
                guard isClosed else { throw .openQuote }
            case "\\":
                guard let escaped = scalars.next() else { throw .openQuote }
                isQuoted = true
                add(escaped)
            case "|", "&", ";", "<", ">", "(", ")", "$", "`": throw .needsShell(scalar)
            default: add(scalar)
            }
        }
        end()
        return words
    }
}
