/// A sentence of the catalogue with what stands in it: ``localized(_:)`` puts it into the language in force, and machines read
/// its English.
///
/// The English text is the key: `"\(done) of \(total) lines"` is `%1 of %2 lines` in the catalogue. A word that goes with a number is
/// `\(count, "line", "lines")`, and `%1[line|lines]` there.
package struct Message: ExpressibleByStringInterpolation, Hashable, Sendable, CustomStringConvertible {
    /// What stands in a sentence.
    enum Argument: Sendable {
        case text(String)
        case message(Message)
        case count(Int)
        /// The word for so many, in English: one and other.
        case word(Int, String, String)
    }

    /// The sentence in English, whatever language is in force.
    package let english: String
    /// The sentence in the language in force.
    package var description: String { localized(self) }
    /// What the catalogue needs to know; `nil` where only English is wanted, and of texts that it does not have.
    private let parts: Parts?

    /// A sentence taken apart.
    private final class Parts: Sendable {
        /// The text around the arguments, one piece more than there are of those.
        let pieces: [String]
        let arguments: [Argument]

        init(_ pieces: [String], _ arguments: [Argument]) { (self.pieces, self.arguments) = (pieces, arguments) }
    }

    package init(stringLiteral value: String) {
        self.init(value, Language.current == .english ? nil : Parts([value], []))
    }

    package init(stringInterpolation text: StringInterpolation) {
        self.init(text.english, text.isTranslated ? Parts(text.pieces, text.arguments) : nil)
    }

    /// The same message: it makes one of a literal where a `String` would do too.
    package init(_ message: Message) { self = message }

    /// A text from outside, which the catalogue does not have.
    package init(verbatim text: String) { self.init(text, nil) }

    /// What the system says of an error, in lower case: the catalogue has most of it.
    package init(ofSystem text: String) { self.init(stringLiteral: text.lowercased()) }

    /// The same without the full stop at its end, for the middle of another sentence.
    package var clause: Message {
        guard english.hasSuffix(".") else { return self }
        let text = localized(self)
        return Message(
            String(english.dropLast()), Parts(["", ""], [.text(text.hasSuffix(".") ? String(text.dropLast()) : text)]))
    }

    private init(_ english: String, _ parts: Parts?) { (self.english, self.parts) = (english, parts) }

    /// Two parts of one sentence, as where it stands on two lines of the source.
    package static func + (first: Message, second: Message) -> Message {
        let english = first.english + second.english
        guard let one = first.parts, let other = second.parts else { return Message(english, nil) }
        let joint = [(one.pieces.last ?? "") + (other.pieces.first ?? "")]
        return Message(
            english,
            Parts(one.pieces.dropLast() + joint + other.pieces.dropFirst(), one.arguments + other.arguments))
    }

    /// Messages that say the same are the same.
    package static func == (one: Message, other: Message) -> Bool { one.english == other.english }

    /// As of its English.
    package func hash(into hasher: inout Hasher) { hasher.combine(english) }

    /// What stands in it.
    var arguments: [Argument] { parts?.arguments ?? [] }

    /// The text that the catalogue has it under; `nil` of those that it does not have.
    var key: String? {
        guard let parts else { return nil }
        var key = parts.pieces.first ?? ""
        for (index, argument) in parts.arguments.enumerated() {
            key += "%\(index + 1)"
            if case .word(_, let one, let other) = argument { key += "[\(one)|\(other)]" }
            key += index + 1 < parts.pieces.count ? parts.pieces[index + 1] : ""
        }
        return key
    }

    package struct StringInterpolation: StringInterpolationProtocol {
        fileprivate var english = ""
        fileprivate var pieces = [""]
        fileprivate var arguments: [Argument] = []
        fileprivate let isTranslated = Language.current != .english

        package init(literalCapacity: Int, interpolationCount: Int) {
            english.reserveCapacity(literalCapacity + interpolationCount * 16)
        }

        package mutating func appendLiteral(_ literal: String) {
            english += literal
            if isTranslated { pieces[pieces.count - 1] += literal }
        }

        package mutating func appendInterpolation(_ value: some Any) {
            let text = String(describing: value)
            append(text, .text(text))
        }

        /// A part of the sentence that the catalogue has by itself.
        package mutating func appendInterpolation(_ message: Message) { append(message.english, .message(message)) }

        package mutating func appendInterpolation(_ text: String) { append(text, .text(text)) }

        package mutating func appendInterpolation(_ count: Int) { append(String(count), .count(count)) }

        /// The word for so many things, in English.
        package mutating func appendInterpolation(_ count: Int, _ one: String, _ other: String) {
            append(Language.english.form(of: count) == 0 ? one : other, .word(count, one, other))
        }

        private mutating func append(_ text: String, _ argument: Argument) {
            english += text
            guard isTranslated else { return }
            arguments.append(argument)
            pieces.append("")
        }
    }
}
