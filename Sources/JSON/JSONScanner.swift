package import Localization

/// Steps through JSON text byte by byte, checking it to RFC 8259.
///
/// Both readers stand on it: ``JSONValue`` builds values, ``JSONObjectIndex`` only notes where they lie.
package struct JSONScanner {
    /// Deeper nesting is refused, so that hostile text cannot exhaust the stack.
    package static let maximumDepth = 512

    package let bytes: UnsafeBufferPointer<UInt8>
    package var position = 0
    private let maximumDepth: Int
    private var depth = 0

    package init(_ bytes: UnsafeBufferPointer<UInt8>, maximumDepth: Int = Self.maximumDepth) {
        self.bytes = bytes
        self.maximumDepth = maximumDepth
    }

    package func error(_ cause: Message, at offset: Int? = nil) -> JSONError {
        JSONError(offset: offset ?? position, cause)
    }

    /// The error for the byte at hand, which cannot stand there.
    package func unexpected(_ wanted: Message) -> JSONError {
        position < bytes.count
            ? error(Message("expected \(wanted)")) : error(Message("expected \(wanted), but the text ends"))
    }

    // Readers of other targets ask for it at each step.
    @inlinable package var byte: UInt8? { position < bytes.count ? bytes[position] : nil }

    package mutating func skipWhitespace() {
        while position < bytes.count {
            switch bytes[position] {
            case 0x20, 0x09, 0x0A, 0x0D: position += 1
            default: return
            }
        }
    }

    /// Checks that nothing but white space is left.
    package mutating func end() throws(JSONError) {
        skipWhitespace()
        if position < bytes.count { throw error(Message("expected the end of the JSON value")) }
    }

    package mutating func enter() throws(JSONError) {
        depth += 1
        if depth > maximumDepth { throw error(Message("nested deeper than \(maximumDepth) levels")) }
        position += 1
        skipWhitespace()
    }

    package mutating func leave() {
        depth -= 1
        position += 1
    }

    /// Steps over a comma or the closing byte; returns whether another element follows.
    package mutating func continues(until close: UInt8) throws(JSONError) -> Bool {
        skipWhitespace()
        switch byte {
        case UInt8(ascii: ","):
            position += 1
            skipWhitespace()
            return true
        case close:
            leave()
            return false
        default:
            throw unexpected(
                close == UInt8(ascii: "]")
                    ? Message("\",\" or the end of the array") : Message("\",\" or the end of the object"))
        }
    }

    /// Steps over a member's name and colon; returns the place of the name between its quotes.
    package mutating func memberName() throws(JSONError) -> Range<Int> {
        guard byte == UInt8(ascii: "\"") else { throw unexpected(Message("a member name in double quotes")) }
        let name = try string()
        skipWhitespace()
        guard byte == UInt8(ascii: ":") else { throw unexpected(Message(verbatim: "\":\"")) }
        position += 1
        skipWhitespace()
        return name
    }

    /// Steps over a string; returns the place of its content, escapes and all.
    package mutating func string() throws(JSONError) -> Range<Int> {
        let open = position
        position += 1
        while true {
            skipPlainText()
            guard position < bytes.count else { throw error(Message("a string that does not end"), at: open) }
            switch bytes[position] {
            case UInt8(ascii: "\""):
                position += 1
                return open + 1..<position - 1
            case UInt8(ascii: "\\"):
                try skipEscape()
            default:
                throw error(Message("a control character in a string, which JSON writes as an escape,"))
            }
        }
    }

    /// Steps over what may stand in a string, but for quotes and escapes.
    @inline(__always)
    private mutating func skipPlainText() {
        let bytes = UnsafeRawBufferPointer(bytes)
        while bytes.count - position >= ByteWord.size {
            let special = Self.special(ByteWord.load(bytes, at: position))
            if special != 0 {
                position += ByteWord.first(special)
                return
            }
            position += ByteWord.size
        }
        let rest = bytes.count - position
        guard rest > 0 else { return }
        if bytes.count >= ByteWord.size {
            // Of the last word, what has been stepped over is shifted out; the zeros that come in stop where the text ends.
            let word = ByteWord.load(bytes, at: bytes.count - ByteWord.size) >> UInt64(8 * (ByteWord.size - rest))
            position += ByteWord.first(Self.special(word))
            return
        }
        while position < bytes.count {
            switch bytes[position] {
            case UInt8(ascii: "\""), UInt8(ascii: "\\"), 0..<0x20: return
            default: position += 1
            }
        }
    }

    /// Finds the bytes that plain text has not.
    @inline(__always)
    private static func special(_ word: UInt64) -> UInt64 {
        ByteWord.isEqual(word, to: UInt8(ascii: "\"")) | ByteWord.isEqual(word, to: UInt8(ascii: "\\"))
            | ByteWord.isBelow(word, 0x20)
    }

    private mutating func skipEscape() throws(JSONError) {
        guard position + 1 < bytes.count else { throw error(Message("a string that does not end")) }
        switch bytes[position + 1] {
        case UInt8(ascii: "u"):
            guard position + 5 < bytes.count, Self.isHexDigit(bytes[position + 2]),
                Self.isHexDigit(bytes[position + 3]), Self.isHexDigit(bytes[position + 4]),
                Self.isHexDigit(bytes[position + 5])
            else { throw error(Message("an escape \\u without four hexadecimal digits")) }
            position += 6
        case UInt8(ascii: "\""), UInt8(ascii: "\\"), UInt8(ascii: "/"), UInt8(ascii: "b"), UInt8(ascii: "f"),
            UInt8(ascii: "n"), UInt8(ascii: "r"), UInt8(ascii: "t"):
            position += 2
        default: throw error(Message("an escape that JSON does not have"))
        }
    }

    @inline(__always)
    private static func isHexDigit(_ byte: UInt8) -> Bool {
        // Upper and lower case differ in one bit, which no digit lacks.
        (0x30...0x39).contains(byte) || (0x61...0x66).contains(byte | 0x20)
    }

    package static func hexDigit(_ byte: UInt8) -> UInt32? {
        switch byte {
        case 0x30...0x39: UInt32(byte - 0x30)
        case 0x41...0x46: UInt32(byte - 0x41 + 10)
        case 0x61...0x66: UInt32(byte - 0x61 + 10)
        default: nil
        }
    }

    /// Steps over a number; returns its place.
    package mutating func number() throws(JSONError) -> Range<Int> {
        let start = position
        if byte == UInt8(ascii: "-") { position += 1 }
        if byte == UInt8(ascii: "0") {
            position += 1
        } else {
            try digits()
        }
        if byte == UInt8(ascii: ".") {
            position += 1
            try digits()
        }
        if byte == UInt8(ascii: "e") || byte == UInt8(ascii: "E") {
            position += 1
            if byte == UInt8(ascii: "+") || byte == UInt8(ascii: "-") { position += 1 }
            try digits()
        }
        return start..<position
    }

    private mutating func digits() throws(JSONError) {
        let start = position
        while let byte, (0x30...0x39).contains(byte) { position += 1 }
        if position == start { throw unexpected(Message("a digit")) }
    }

    package mutating func literal(_ word: StaticString) throws(JSONError) {
        let end = position + word.utf8CodeUnitCount
        let expected = UnsafeBufferPointer(start: word.utf8Start, count: word.utf8CodeUnitCount)
        guard end <= bytes.count, bytes[position..<end].elementsEqual(expected) else {
            throw unexpected(Message("a JSON value"))
        }
        position = end
    }

    /// Steps over any value.
    package mutating func skipValue() throws(JSONError) {
        switch byte {
        case UInt8(ascii: "{"):
            try enter()
            if byte == UInt8(ascii: "}") { return leave() }
            repeat {
                _ = try memberName()
                try skipValue()
            } while try continues(until: UInt8(ascii: "}"))
        case UInt8(ascii: "["):
            try enter()
            if byte == UInt8(ascii: "]") { return leave() }
            repeat { try skipValue() } while try continues(until: UInt8(ascii: "]"))
        case UInt8(ascii: "\""): _ = try string()
        case .some(UInt8(ascii: "-")), .some(0x30...0x39): _ = try number()
        case UInt8(ascii: "t"): try literal("true")
        case UInt8(ascii: "f"): try literal("false")
        case UInt8(ascii: "n"): try literal("null")
        default: throw unexpected(Message("a JSON value"))
        }
    }
}
