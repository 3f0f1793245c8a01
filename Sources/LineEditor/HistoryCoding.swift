/// An entry of the history as one line of a file, in libedit's own form: `\` and three octal digits for a byte that is
/// white space, a control character or a backslash.
enum HistoryCoding {
    /// The file's first line.
    static let header = Array("_HiStOrY_V2_\n".utf8)

    private static let backslash = UInt8(ascii: "\\")

    /// The line, with its line end.
    static func line(_ entry: String) -> [UInt8] {
        var line: [UInt8] = []
        line.reserveCapacity(entry.utf8.count + 16)
        for byte in entry.utf8 {
            if byte > 0x20 && byte != 0x7F && byte != backslash {
                line.append(byte)
            } else {
                line.append(backslash)
                for shift in [6, 3, 0] { line.append(UInt8(ascii: "0") + (byte >> UInt8(shift) & 7)) }
            }
        }
        line.append(UInt8(ascii: "\n"))
        return line
    }

    /// The entry of a line without its line end.
    static func entry(_ line: ArraySlice<UInt8>) -> String {
        var bytes: [UInt8] = []
        bytes.reserveCapacity(line.count)
        var rest = line
        while let byte = rest.popFirst() {
            guard byte == backslash else {
                bytes.append(byte)
                continue
            }
            if rest.count >= 3, rest.prefix(3).allSatisfy({ (0x30...0x37).contains($0) }) {
                bytes.append(rest.prefix(3).reduce(0) { $0 << 3 | ($1 & 7) })
                rest = rest.dropFirst(3)
            } else if rest.count >= 3, rest.starts(with: Array("M-".utf8)) {
                // Without a UTF-8 locale libedit writes a byte above 0x7F so.
                bytes.append(rest[rest.startIndex + 2] | 0x80)
                rest = rest.dropFirst(3)
            } else if rest.count >= 3, rest.starts(with: Array("M^".utf8)) {
                bytes.append((rest[rest.startIndex + 2] ^ 0x40) | 0x80)
                rest = rest.dropFirst(3)
            } else if rest.count >= 2, rest.first == UInt8(ascii: "^") {
                bytes.append(rest[rest.startIndex + 1] ^ 0x40)
                rest = rest.dropFirst(2)
            } else {
                bytes.append(rest.popFirst() ?? backslash)
            }
        }
        return String(decoding: bytes, as: UTF8.self)
    }
}
