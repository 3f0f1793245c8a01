import NIOHTTP1

/// Finds the parts of an answer of the usual shape in the bytes of an HTTP/1.1 connection.
///
/// It knows what servers of replies send: a plain head, and a body of announced length or in chunks without extensions and
/// trailers. Of all else it says so before it has taken anything of that part, so that swift-nio's parser can read it.
struct ResponseFraming {
    /// What the next bytes are.
    enum Part {
        /// The head, of so many bytes.
        case head(status: Int, HTTPHeaders, bytes: Int)
        /// So many bytes of the body.
        case body(Int)
        /// So many bytes between the pieces of the body.
        case framing(Int)
        /// The end of the answer, behind so many bytes.
        case end(Int)
        /// A part whose end has not come yet.
        case incomplete
        /// Something that is left to swift-nio's parser.
        case unusual
        /// A chunk that is longer than it was said to be.
        case broken
    }

    private enum Place {
        case head
        case counted(Int)
        case chunkSize
        case chunk(Int)
        case chunkEnd
    }

    /// A longer head is unusual.
    private static let maximumHead = 8 << 10
    private static let maximumSizeDigits = 7
    private static let maximumLengthDigits = 15

    private var place = Place.head

    /// Whether the head has come.
    var isInBody: Bool { if case .head = place { false } else { true } }
    /// Whether the body comes in chunks.
    var isChunked: Bool {
        switch place {
        case .head, .counted: false
        case .chunkSize, .chunk, .chunkEnd: true
        }
    }

    /// Takes the next part from the beginning of the bytes that have not been taken.
    mutating func next(_ bytes: UnsafeRawBufferPointer) -> Part {
        switch place {
        case .head: return head(bytes)
        case .counted(0):
            place = .head
            return .end(0)
        case .counted(let left):
            if bytes.isEmpty { return .incomplete }
            let count = min(left, bytes.count)
            place = .counted(left - count)
            return .body(count)
        case .chunkSize: return chunkSize(bytes)
        case .chunk(let left):
            if bytes.isEmpty { return .incomplete }
            let count = min(left, bytes.count)
            place = count == left ? .chunkEnd : .chunk(left - count)
            return .body(count)
        case .chunkEnd:
            guard bytes.count >= 2 else { return bytes.first.map { $0 == Self.cr } ?? true ? .incomplete : .broken }
            guard bytes[0] == Self.cr, bytes[1] == Self.lf else { return .broken }
            place = .chunkSize
            return .framing(2)
        }
    }

    private mutating func chunkSize(_ bytes: UnsafeRawBufferPointer) -> Part {
        var size = 0
        var index = 0
        while index < bytes.count, let digit = Self.hexDigit(bytes[index]) {
            guard index < Self.maximumSizeDigits else { return .unusual }
            size = size << 4 | digit
            index += 1
        }
        guard index < bytes.count else { return .incomplete }
        guard index > 0 else { return .unusual }
        // An empty line behind the last chunk ends the answer; anything else there is a trailer.
        let ending = UnsafeRawBufferPointer(rebasing: bytes[index...])
        let expected = size == 0 ? 4 : 2
        for (position, byte) in ending.prefix(expected).enumerated()
        where byte != (position.isMultiple(of: 2) ? Self.cr : Self.lf) {
            return .unusual
        }
        guard ending.count >= expected else { return .incomplete }
        place = size == 0 ? .head : .chunk(size)
        return size == 0 ? .end(index + expected) : .framing(index + expected)
    }

    private mutating func head(_ bytes: UnsafeRawBufferPointer) -> Part {
        if bytes.isEmpty { return .incomplete }
        // A head that comes in pieces is not waited for: what is wrong with it may be in the piece that is there.
        guard let status = Self.status(bytes), let line = Self.lineEnd(bytes, from: 0),
            (200..<600).contains(status), status != 204, status != 304, Self.isText(bytes[13..<line])
        else { return .unusual }
        var fields = Fields()
        var start = line + 2
        while let end = Self.lineEnd(bytes, from: start) {
            if end == start {
                guard let body = fields.body else { return .unusual }
                place = body
                return .head(status: status, fields.headers, bytes: end + 2)
            }
            guard end < Self.maximumHead, fields.add(bytes[start..<end]) else { return .unusual }
            start = end + 2
        }
        return .unusual
    }

    /// The headers of a usual answer.
    private struct Fields {
        var headers = HTTPHeaders()
        private var length: Int?
        private var isChunked = false

        /// How the body comes; `nil` where it takes swift-nio to tell.
        var body: Place? {
            switch (length, isChunked) {
            case (nil, true): .chunkSize
            case (let length?, false): .counted(length)
            default: nil
            }
        }

        /// Takes a line; `false` where it is unusual.
        mutating func add(_ line: Slice<UnsafeRawBufferPointer>) -> Bool {
            guard let colon = line.firstIndex(of: UInt8(ascii: ":")), colon > line.startIndex,
                line[..<colon].allSatisfy(ResponseFraming.isNameByte)
            else { return false }
            var value = line[(colon + 1)...]
            while let first = value.first, ResponseFraming.isBlank(first) { value = value.dropFirst() }
            guard ResponseFraming.isText(value) else { return false }
            let name = line[..<colon]
            switch name.first.map({ $0 | 0x20 }) {
            case UInt8(ascii: "c"):
                if name.equals("content-length") {
                    guard length == nil, let number = ResponseFraming.length(value) else { return false }
                    length = number
                    return true
                }
                // What is packed, or ends with its connection, is left to others.
                if name.equals("content-encoding") { return false }
                if name.equals("connection") { return value.equals("keep-alive") }
            case UInt8(ascii: "t"):
                if name.equals("transfer-encoding") {
                    guard !isChunked, value.equals("chunked") else { return false }
                    isChunked = true
                    return true
                }
                if name.equals("trailer") { return false }
            case UInt8(ascii: "u"): if name.equals("upgrade") { return false }
            // Nobody reads it, and nearly every answer has it.
            case UInt8(ascii: "s"): if name.equals("server") { return true }
            default: break
            }
            headers.add(name: String(decoding: name, as: UTF8.self), value: String(decoding: value, as: UTF8.self))
            return true
        }
    }

    private static let (cr, lf) = (UInt8(ascii: "\r"), UInt8(ascii: "\n"))

    private static func hexDigit(_ byte: UInt8) -> Int? {
        switch byte {
        case UInt8(ascii: "0")...UInt8(ascii: "9"): Int(byte & 0x0F)
        case UInt8(ascii: "a")...UInt8(ascii: "f"), UInt8(ascii: "A")...UInt8(ascii: "F"): Int(byte & 0x07) + 9
        default: nil
        }
    }

    /// The number of a status line such as `HTTP/1.1 200 OK`.
    private static func status(_ bytes: UnsafeRawBufferPointer) -> Int? {
        let pattern: StaticString = "HTTP/1.1 000 "
        guard bytes.count > pattern.utf8CodeUnitCount else { return nil }
        let matches = pattern.withUTF8Buffer { pattern in
            zip(bytes, pattern).allSatisfy { byte, expected in
                expected == UInt8(ascii: "0")
                    ? (UInt8(ascii: "0")...UInt8(ascii: "9")).contains(byte) : byte == expected
            }
        }
        return matches ? bytes[9..<12].reduce(0) { $0 * 10 + Int($1 & 0x0F) } : nil
    }

    /// Where the line ends that starts there: at its CR, which an LF follows.
    private static func lineEnd(_ bytes: UnsafeRawBufferPointer, from start: Int) -> Int? {
        var index = start
        while index + 1 < bytes.count {
            // A line feed on its own makes the text of its line unusual.
            if bytes[index + 1] == lf, bytes[index] == cr { return index }
            index += 1
        }
        return nil
    }

    private static func length(_ digits: Slice<UnsafeRawBufferPointer>) -> Int? {
        guard (1...maximumLengthDigits).contains(digits.count) else { return nil }
        var number = 0
        for byte in digits {
            guard (UInt8(ascii: "0")...UInt8(ascii: "9")).contains(byte) else { return nil }
            number = number * 10 + Int(byte & 0x0F)
        }
        return number
    }

    private static func isBlank(_ byte: UInt8) -> Bool { byte == UInt8(ascii: " ") || byte == UInt8(ascii: "\t") }

    private static func isText(_ bytes: Slice<UnsafeRawBufferPointer>) -> Bool {
        bytes.allSatisfy { (0x20..<0x7F).contains($0) || $0 == UInt8(ascii: "\t") }
    }

    private static func isNameByte(_ byte: UInt8) -> Bool {
        switch byte {
        case UInt8(ascii: "a")...UInt8(ascii: "z"), UInt8(ascii: "A")...UInt8(ascii: "Z"),
            UInt8(ascii: "0")...UInt8(ascii: "9"), UInt8(ascii: "-"), UInt8(ascii: "_"):
            true
        default: false
        }
    }
}

extension Slice<UnsafeRawBufferPointer> {
    /// Whether these are the letters, be they small or capital; the text has small ones only.
    fileprivate func equals(_ text: StaticString) -> Bool {
        count == text.utf8CodeUnitCount
            && text.withUTF8Buffer { text in
                zip(self, text).allSatisfy { byte, letter in
                    byte == letter || (UInt8(ascii: "A")...UInt8(ascii: "Z")).contains(byte) && byte | 0x20 == letter
                }
            }
    }
}
