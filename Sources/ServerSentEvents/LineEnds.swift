#if canImport(Darwin)
    import Darwin
#elseif canImport(Glibc)
    import Glibc
#elseif canImport(Musl)
    import Musl
#endif

/// The bytes that the event-stream grammar names.
enum Byte {
    static let lineFeed: UInt8 = 0x0A
    static let carriageReturn: UInt8 = 0x0D
    static let space: UInt8 = 0x20
    static let colon: UInt8 = 0x3A
}

/// The fields that the standard gives a meaning to.
enum FieldName {
    case data, event, id, retry, unknown

    init(_ name: UnsafeBufferPointer<UInt8>) {
        switch name.count {
        case 4 where name.elementsEqual("data".utf8): self = .data
        case 5 where name.elementsEqual("event".utf8): self = .event
        case 2 where name.elementsEqual("id".utf8): self = .id
        case 5 where name.elementsEqual("retry".utf8): self = .retry
        default: self = .unknown
        }
    }
}

/// Finds the line ends of one chunk, reading each byte at most twice however CR and LF are mixed.
struct LineEnds {
    private let bytes: UnsafeBufferPointer<UInt8>
    /// The first line feed not before the last position asked for; the chunk's end where there is none.
    private var nextLineFeed = -1

    init(_ bytes: UnsafeBufferPointer<UInt8>) {
        self.bytes = bytes
    }

    /// Returns the place of the first CR or LF at or after `position`, or `nil` where the chunk has no more.
    mutating func next(from position: Int) -> Int? {
        if nextLineFeed < position {
            nextLineFeed = index(of: Byte.lineFeed, from: position, to: bytes.count) ?? bytes.count
        }
        if let carriageReturn = index(of: Byte.carriageReturn, from: position, to: nextLineFeed) {
            return carriageReturn
        }
        return nextLineFeed < bytes.count ? nextLineFeed : nil
    }

    private func index(of byte: UInt8, from start: Int, to end: Int) -> Int? {
        guard let base = bytes.baseAddress, start < end,
            let found = memchr(base + start, Int32(byte), end - start)
        else { return nil }
        return UnsafeRawPointer(found) - UnsafeRawPointer(base)
    }
}
