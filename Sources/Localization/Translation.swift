/// The message in the language in force; in English where the catalogue lacks it, but for the messages that stand in it.
package func localized(_ message: Message) -> String {
    guard Language.current == .russian, let key = message.key else { return message.english }
    // Text of others may be looked up too, and is no template.
    guard let template = Catalogue.russian[key] ?? (message.arguments.isEmpty ? nil : key) else {
        return message.english
    }
    return Translation(template).text(message.arguments, in: .russian)
}

/// A text of the catalogue: `%1` is the first argument, `%1[строка|строки|строк]` the word for so many.
struct Translation {
    enum Part: Equatable {
        case text(String)
        case argument(Int)
        case word(Int, [String])
    }

    let parts: [Part]

    init(_ translation: String) {
        var parts: [Part] = []
        var rest = translation.unicodeScalars[...]
        var text = String.UnicodeScalarView()
        while let scalar = rest.popFirst() {
            guard scalar == "%", let first = rest.first, let digit = Self.digit(first) else {
                text.append(scalar)
                continue
            }
            rest.removeFirst()
            if !text.isEmpty { parts.append(.text(String(text))) }
            text = String.UnicodeScalarView()
            if rest.first == "[", let end = rest.firstIndex(of: "]") {
                let words = rest[..<end].dropFirst().split(separator: "|", omittingEmptySubsequences: false)
                parts.append(.word(digit, words.map { String($0) }))
                rest = rest[end...].dropFirst()
            } else {
                parts.append(.argument(digit))
            }
        }
        if !text.isEmpty { parts.append(.text(String(text))) }
        self.parts = parts
    }

    private static func digit(_ scalar: Unicode.Scalar) -> Int? {
        ("1"..."9").contains(scalar) ? Int(scalar.value - 48) : nil
    }

    func text(_ arguments: [Message.Argument], in language: Language) -> String {
        parts.reduce(into: "") { text, part in
            switch part {
            case .text(let piece): text += piece
            case .argument(let number): text += number <= arguments.count ? arguments[number - 1].text : ""
            case .word(let number, let words):
                guard number <= arguments.count, let last = words.last else { return }
                // The form of many where no number is known.
                text += arguments[number - 1].number.map { words[min(words.count - 1, language.form(of: $0))] } ?? last
            }
        }
    }
}

extension Message.Argument {
    fileprivate var text: String {
        switch self {
        case .text(let text): text
        case .message(let message): localized(message)
        case .count(let count): String(count)
        case .word(let count, let one, let other): Language.english.form(of: count) == 0 ? one : other
        }
    }

    /// The number that a word goes with; that of a text is the one that its digits make, as of "12 400" or "1.5".
    fileprivate var number: Int? {
        switch self {
        case .count(let count), .word(let count, _, _): return count
        case .message: return nil
        case .text(let text):
            // A fraction takes the form of few: 1.5 строки.
            if text.utf8.contains(0x2E) { return 2 }
            return Int(text.utf8.filter { (0x30...0x39).contains($0) }.suffix(2).reduce(0) { $0 * 10 + Int($1 - 0x30) })
        }
    }
}
