/// Compressed bytes, written by hand: blocks that are stored as they are, and blocks that blow up.
enum Deflated {
    /// Raw deflate: one stored block.
    static func stored(_ bytes: [UInt8]) -> [UInt8] {
        let length = UInt16(bytes.count)
        return [1, UInt8(length & 0xFF), UInt8(length >> 8), UInt8(~length & 0xFF), UInt8(~length >> 8)] + bytes
    }

    static func gzip(_ bytes: [UInt8]) -> [UInt8] {
        gzipHead + stored(bytes) + littleEndian(checksum(bytes)) + littleEndian(UInt32(bytes.count))
    }

    static func zlib(_ bytes: [UInt8]) -> [UInt8] {
        var (a, b): (UInt32, UInt32) = (1, 0)
        for byte in bytes {
            a = (a + UInt32(byte)) % 65_521
            b = (b + a) % 65_521
        }
        return [0x78, 0x01] + stored(bytes) + littleEndian(b << 16 | a).reversed()
    }

    /// A small answer that becomes a very large one.
    static func bomb(megabytes: Int) -> [UInt8] { gzipHead + blanks(megabytes << 20) + [0, 0, 0, 0, 0, 0, 0, 0] }

    static func zlibBomb(megabytes: Int) -> [UInt8] { [0x78, 0x01] + blanks(megabytes << 20) + [0, 0, 0, 0] }

    private static let gzipHead: [UInt8] = [0x1F, 0x8B, 8, 0, 0, 0, 0, 0, 0, 0xFF]

    /// Raw deflate: a block of fixed codes with one blank, repeated by matches of 258 bytes at a distance of one.
    private static func blanks(_ count: Int) -> [UInt8] {
        var bytes: [UInt8] = []
        var (pending, size) = (0, 0)
        func put(_ bits: String) {
            for bit in bits.utf8 {
                pending |= (bit == UInt8(ascii: "1") ? 1 : 0) << size
                size += 1
                if size == 8 {
                    bytes.append(UInt8(pending))
                    (pending, size) = (0, 0)
                }
            }
        }
        put("110" + "01010000")
        // Eight matches of 8 + 5 bits fill 13 bytes, which then repeat.
        let matches = String(repeating: "11000101" + "00000", count: 8)
        put(matches)
        let start = bytes.count
        put(matches)
        let period = Array(bytes[start...])
        for _ in 0..<(count / (258 * 8)) { bytes.append(contentsOf: period) }
        put("0000000" + "0000000")
        return bytes
    }

    private static func checksum(_ bytes: [UInt8]) -> UInt32 {
        var sum = ~UInt32(0)
        for byte in bytes {
            sum ^= UInt32(byte)
            for _ in 0..<8 { sum = sum & 1 == 1 ? (sum >> 1) ^ 0xEDB8_8320 : sum >> 1 }
        }
        return ~sum
    }

    private static func littleEndian(_ number: UInt32) -> [UInt8] {
        (0..<4).map { UInt8(truncatingIfNeeded: number >> ($0 * 8)) }
    }
}
