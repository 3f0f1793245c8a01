extension JSONValue {
    /// Reads one JSON text, with white space around it.
    ///
    /// Strings that are not UTF-8 and escapes that name half a surrogate pair get U+FFFD.
    ///
    /// - Throws: ``JSONError`` where the text is not JSON, or nests deeper than 512 levels.
    public init(parsing text: some Sequence<UInt8>) throws(JSONError) {
        try self.init(parsing: text, deeperBy: 0)
    }

    /// Reads one JSON text that holds another some levels down, so that one as deep as can be is read inside it too.
    ///
    /// - Throws: ``JSONError``.
    package init(parsing text: some Sequence<UInt8>, deeperBy levels: Int) throws(JSONError) {
        let depth = JSONScanner.maximumDepth + levels
        if let result = text.withContiguousStorageIfAvailable({ bytes in Result { try Self.parse(bytes, depth) } }) {
            self = try result.mapJSONError().get()
        } else {
            let result = Array(text).withUnsafeBufferPointer { bytes in Result { try Self.parse(bytes, depth) } }
            self = try result.mapJSONError().get()
        }
    }

    /// Reads one JSON text from a string.
    ///
    /// - Throws: As ``init(parsing:)-(Sequence<UInt8>)`` does.
    public init(parsing text: String) throws(JSONError) {
        try self.init(parsing: text.utf8)
    }

    private static func parse(
        _ bytes: UnsafeBufferPointer<UInt8>, _ maximumDepth: Int
    ) throws(JSONError) -> JSONValue {
        var scanner = JSONScanner(bytes, maximumDepth: maximumDepth)
        scanner.skipWhitespace()
        let value = try scanner.value()
        try scanner.end()
        return value
    }
}

extension Result where Failure == any Error {
    /// Names the one error type that the parser throws; closures cannot say it themselves.
    fileprivate func mapJSONError() -> Result<Success, JSONError> {
        mapError { $0 as? JSONError ?? JSONError(offset: 0, reason: "\($0)") }
    }
}

extension JSONScanner {
    package mutating func value() throws(JSONError) -> JSONValue {
        switch byte {
        case UInt8(ascii: "{"):
            try enter()
            var object = JSONObject()
            if byte == UInt8(ascii: "}") {
                leave()
                return .object(object)
            }
            repeat {
                let name = text(try memberName())
                object.members.append(JSONObject.Member(name, try value()))
            } while try continues(until: UInt8(ascii: "}"))
            return .object(object)
        case UInt8(ascii: "["):
            try enter()
            var array: [JSONValue] = []
            if byte == UInt8(ascii: "]") {
                leave()
                return .array(array)
            }
            repeat { array.append(try value()) } while try continues(until: UInt8(ascii: "]"))
            return .array(array)
        case UInt8(ascii: "\""):
            return .string(text(try string()))
        case .some(UInt8(ascii: "-")), .some(0x30...0x39):
            return .number(String(decoding: bytes[try number()], as: UTF8.self))
        case UInt8(ascii: "t"):
            try literal("true")
            return .bool(true)
        case UInt8(ascii: "f"):
            try literal("false")
            return .bool(false)
        default:
            try literal("null")
            return .null
        }
    }

    /// Unescapes the content of a string that ``JSONScanner/string()`` has checked.
    package func text(_ range: Range<Int>) -> String {
        let content = UnsafeBufferPointer(rebasing: bytes[range])
        guard content.contains(UInt8(ascii: "\\")) else { return String(decoding: content, as: UTF8.self) }
        var result: [UInt8] = []
        result.reserveCapacity(content.count)
        var index = 0
        while index < content.count {
            let byte = content[index]
            guard byte == UInt8(ascii: "\\") else {
                result.append(byte)
                index += 1
                continue
            }
            switch content[index + 1] {
            case UInt8(ascii: "u"): Self.appendEscaped(content, &index, to: &result)
            case UInt8(ascii: "b"): Self.append(0x08, &index, to: &result)
            case UInt8(ascii: "f"): Self.append(0x0C, &index, to: &result)
            case UInt8(ascii: "n"): Self.append(0x0A, &index, to: &result)
            case UInt8(ascii: "r"): Self.append(0x0D, &index, to: &result)
            case UInt8(ascii: "t"): Self.append(0x09, &index, to: &result)
            case let itself: Self.append(itself, &index, to: &result)
            }
        }
        return String(decoding: result, as: UTF8.self)
    }

    private static func append(_ byte: UInt8, _ index: inout Int, to result: inout [UInt8]) {
        result.append(byte)
        index += 2
    }

    /// Appends the scalar of a `\uXXXX` escape, or of two that make a surrogate pair.
    private static func appendEscaped(
        _ content: UnsafeBufferPointer<UInt8>, _ index: inout Int, to result: inout [UInt8]
    ) {
        let first = codeUnit(content, at: index)
        index += 6
        var scalar = Unicode.Scalar(first) ?? "\u{FFFD}"
        if (0xD800..<0xDC00).contains(first), index + 5 < content.count, content[index] == UInt8(ascii: "\\"),
            content[index + 1] == UInt8(ascii: "u")
        {
            let second = codeUnit(content, at: index)
            if (0xDC00..<0xE000).contains(second) {
                index += 6
                scalar = Unicode.Scalar(0x10000 + (first - 0xD800) << 10 + (second - 0xDC00)) ?? scalar
            }
        }
        result.append(contentsOf: UTF8.encode(scalar) ?? UTF8.encodedReplacementCharacter)
    }

    private static func codeUnit(_ content: UnsafeBufferPointer<UInt8>, at index: Int) -> UInt32 {
        content[(index + 2)..<(index + 6)].reduce(0) { $0 << 4 | (hexDigit($1) ?? 0) }
    }
}
