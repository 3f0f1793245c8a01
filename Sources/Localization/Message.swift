/// A sentence of the catalogue with what stands in it: ``localized(_:)`` puts it into the language in force, and machines read
/// its English.
///
/// The English text is the key: `"\(done) of \(total) lines"` is `%1 of %2 lines` in the catalogue. A word that goes with a number is
/// `\(count, "line", "lines")`, and `%1[line|lines]` there.
package struct Message: ExpressibleByStringInterpolation, Hashable, Sendable {
    /// What stands in a sentence.
    enum Argument: Hashable, Sendable {
        case text(String)
        case message(Message)
        case count(Int)
        /// The word for so many, in English: one and other.
        case word(Int, String, String)
    }

    /// The sentence in English, whatever language is in force.
    package let english: String
    /// The text around the arguments, one piece more than there are of those; not kept where only English is wanted.
    let pieces: [String]
    let arguments: [Argument]

    package init(stringLiteral value: String) { (english, pieces, arguments) = (value, [value], []) }

    /// The same message: it makes one of a literal where a `String` would do too.
    package init(_ message: Message) { self = message }

    /// A text from outside, which the catalogue does not have.
    package init(verbatim text: String) { (english, pieces, arguments) = (text, [], []) }

    package init(stringInterpolation parts: StringInterpolation) {
        (english, pieces, arguments) = (parts.english, parts.pieces, parts.arguments)
    }

    private init(_ english: String, _ pieces: [String], _ arguments: [Argument]) {
        (self.english, self.pieces, self.arguments) = (english, pieces, arguments)
    }

    /// Two parts of one sentence, as where it stands on two lines of the source.
    package static func + (first: Message, second: Message) -> Message {
        let pieces =
            first.pieces.dropLast() + [(first.pieces.last ?? "") + (second.pieces.first ?? "")]
            + second.pieces.dropFirst()
        return Message(first.english + second.english, Array(pieces), first.arguments + second.arguments)
    }

    /// The text that the catalogue has it under.
    var key: String {
        var key = pieces.first ?? ""
        for (index, argument) in arguments.enumerated() {
            key += "%\(index + 1)"
            if case .word(_, let one, let other) = argument { key += "[\(one)|\(other)]" }
            key += index + 1 < pieces.count ? pieces[index + 1] : ""
        }
        return key
    }

    package struct StringInterpolation: StringInterpolationProtocol {
        fileprivate var english = ""
        fileprivate var pieces = [""]
        fileprivate var arguments: [Argument] = []
        private let isTranslated = Language.current != .english

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
