import NIOCore

/// The head of a request as it went out over a connection, for others that differ in their body and in how the reply is
/// asked for.
struct RequestTemplate: Sendable {
    private let beginning: [UInt8]
    private let middle: [UInt8]
    private let end: [UInt8]

    /// Takes a head apart; `nil` where it is not that of such a request.
    init?(_ head: ByteBuffer) {
        let bytes = Array(head.readableBytesView)
        guard bytes.suffix(4).elementsEqual("\r\n\r\n".utf8), let accept = Self.value(of: "accept", in: bytes),
            let length = Self.value(of: "content-length", in: bytes), accept.upperBound <= length.lowerBound
        else { return nil }
        beginning = Array(bytes[..<accept.lowerBound])
        middle = Array(bytes[accept.upperBound..<length.lowerBound])
        end = Array(bytes[length.upperBound...])
    }

    /// The most bytes that a head of it takes.
    var maximumSize: Int { beginning.count + middle.count + end.count + 64 }

    /// Writes the head of a request.
    func write(_ form: ReplyForm, bodySize: Int, into buffer: inout ByteBuffer) {
        buffer.writeBytes(beginning)
        buffer.writeStaticString(form.mediaType)
        buffer.writeBytes(middle)
        buffer.writeString("\(bodySize)")
        buffer.writeBytes(end)
    }

    /// Where the value of the first header of that name is.
    private static func value(of name: String, in bytes: [UInt8]) -> Range<Int>? {
        let start = Array("\r\n\(name): ".utf8)
        guard bytes.count > start.count else { return nil }
        for index in 0..<(bytes.count - start.count)
        where zip(bytes[index...], start).allSatisfy({ $0 == $1 || Self.lowercased($0) == $1 }) {
            let value = index + start.count
            return value..<(bytes[value...].firstIndex(of: UInt8(ascii: "\r")) ?? bytes.count)
        }
        return nil
    }

    private static func lowercased(_ byte: UInt8) -> UInt8 {
        (UInt8(ascii: "A")...UInt8(ascii: "Z")).contains(byte) ? byte | 0x20 : byte
    }
}
