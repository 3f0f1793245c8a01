/// Compressed bytes, written by hand: stored as they are, and some that blow up.
enum Packed {
    private static let gzipHead: [UInt8] = [0x1F, 0x8B, 8, 0, 0, 0, 0, 0, 0, 0xFF]

    static func stored(_ bytes: [UInt8], _ encoding: String) -> [UInt8] {
        let count = UInt16(bytes.count)
        let block = [1, UInt8(count & 0xFF), UInt8(count >> 8), UInt8(~count & 0xFF), UInt8(~count >> 8)] + bytes
        if encoding == "gzip" { return gzipHead + block + reversed(crc(bytes)) + reversed(UInt32(count)) }
        var (a, b): (UInt32, UInt32) = (1, 0)
        for byte in bytes {
            a = (a + UInt32(byte)) % 65_521
            b = (b + a) % 65_521
        }
        return [0x78, 0x01] + block + reversed(b << 16 | a).reversed()
    }

    /// One blank, and then copies of 258 blanks in codes of 13 bits each.
    static func bomb(megabytes: Int) -> [UInt8] {
        var bytes: [UInt8] = gzipHead
        var (pending, size) = (0, 0)
        func put(_ bits: String) {
            for bit in bits.utf8 {
                pending |= (bit == UInt8(ascii: "1") ? 1 : 0) << size
                size += 1
                guard size == 8 else { continue }
                bytes.append(UInt8(pending))
                (pending, size) = (0, 0)
            }
        }
        put("110" + "01010000")
        for _ in 0..<(megabytes << 20) / 258 { put("11000101" + "00000") }
        put("0000000" + "0000000")
        return bytes + [0, 0, 0, 0, 0, 0, 0, 0]
    }

    private static func crc(_ bytes: [UInt8]) -> UInt32 {
        var sum = ~UInt32(0)
        for byte in bytes {
            sum ^= UInt32(byte)
            for _ in 0..<8 { sum = sum & 1 == 1 ? (sum >> 1) ^ 0xEDB8_8320 : sum >> 1 }
        }
        return ~sum
    }

    private static func reversed(_ number: UInt32) -> [UInt8] {
        (0..<4).map { UInt8(truncatingIfNeeded: number >> ($0 * 8)) }
    }
}
