extension ResultLine {
    private static let timeMark = Array(",\"timings\":{\"sent_at\":".utf8)

    /// When the request of a line was sent, in millionths of a second since 1970; `nil` where the line does not tell.
    static func sentAt(_ line: [UInt8]) -> Int64? {
        // The timings hold no object, so the last brace but those at the end begins them.
        guard let brace = lastBrace(line) else { return nil }
        let start = brace + 1 - (timeMark.count - "\"sent_at\":".utf8.count)
        guard start >= 0, start + timeMark.count < line.count,
            line[start..<start + timeMark.count].elementsEqual(timeMark)
        else { return nil }
        var micros: Int64 = 0
        var decimals: Int?
        for byte in line[(start + timeMark.count)...].prefix(24) {
            if byte == UInt8(ascii: "."), decimals == nil {
                decimals = 0
            } else if (UInt8(ascii: "0")...UInt8(ascii: "9")).contains(byte) {
                if decimals == 6 { continue }
                let (product, overflows) = micros.multipliedReportingOverflow(by: 10)
                let (sum, overflowsToo) = product.addingReportingOverflow(Int64(byte - UInt8(ascii: "0")))
                if overflows || overflowsToo { return nil }
                micros = sum
                decimals = decimals.map { $0 + 1 }
            } else {
                break
            }
        }
        for _ in (decimals ?? 0)..<6 {
            let (product, overflows) = micros.multipliedReportingOverflow(by: 10)
            if overflows { return nil }
            micros = product
        }
        return micros
    }

    private static let badLineMark = Array(",\"response\":null,\"error\":{\"code\":\"invalid_line\"".utf8)

    /// Whether the line tells of an input line that could not be sent, and so is named after its file and number.
    static func isOfBadLine(_ line: [UInt8]) -> Bool {
        line[customIDRange(line).upperBound...].starts(with: badLineMark)
    }
}
