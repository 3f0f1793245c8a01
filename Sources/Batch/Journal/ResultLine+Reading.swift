import CloudComputeClient

#if canImport(Darwin)
    import Darwin
#elseif canImport(Glibc)
    import Glibc
#elseif canImport(Musl)
    import Musl
#endif

extension ResultLine {
    enum Kind: Sendable {
        case result, failure
    }

    private static let opening = Array("{\"id\":\"\(LineIdentity.prefix)".utf8)
    private static let middle = Array("\",\"custom_id\":\"".utf8)
    private static let identityStart = 7
    private static let identityEnd = opening.count + 32

    /// Reads who a line of results belongs to, without parsing the rest of it; `nil` where it is not a line of ours.
    static func identity(_ line: [UInt8]) -> LineIdentity? {
        guard line.count > identityEnd + middle.count, line.last == UInt8(ascii: "}"), line.starts(with: opening),
            line[identityEnd...].starts(with: middle)
        else { return nil }
        return LineIdentity(line[identityStart..<identityEnd])
    }

    /// Where the `custom_id` of a line of ours lies, its quotes included.
    static func customIDRange(_ line: [UInt8]) -> Range<Int> {
        let start = identityEnd + middle.count - 1
        var end = start + 1
        while end < line.count, line[end] != UInt8(ascii: "\"") { end += line[end] == UInt8(ascii: "\\") ? 2 : 1 }
        return start..<min(end + 1, line.count)
    }

    /// The `custom_id` of a line of ours.
    static func customID(_ line: [UInt8]) -> String {
        let text = line[customIDRange(line)]
        if !text.contains(UInt8(ascii: "\\")) { return String(decoding: text.dropFirst().dropLast(), as: UTF8.self) }
        return (try? JSONValue(parsing: text))?.string ?? ""
    }

    /// The line under another identity and name.
    static func renamed(_ line: [UInt8], _ identity: LineIdentity, customID: String) -> [UInt8] {
        var renamed: [UInt8] = []
        renamed.reserveCapacity(line.count + customID.utf8.count)
        renamed.append(contentsOf: line[..<identityStart])
        identity.write(to: &renamed)
        renamed.append(contentsOf: middle.dropLast())
        JSONValue.write(customID, to: &renamed)
        renamed.append(contentsOf: line[customIDRange(line).upperBound...])
        return renamed
    }

    /// A number that stands for what a result says and what was sent for it, whatever the line's name.
    static func content(_ line: StoredLine) -> UInt64 {
        LineIdentity.hash(line.bytes[customIDRange(line.bytes).upperBound...]) ^ line.identity.body
    }

    /// Whether the line is of a reply or of a failure; `nil` where it is neither.
    static func kind(_ line: [UInt8]) -> Kind? {
        guard line.last == UInt8(ascii: "}") else { return nil }
        var end = line.count - 1
        // No other text of a line can be taken for this, since a quote in a string has a backslash before it.
        let timings = Array(",\"timings\":{".utf8)
        if line[..<end].last == UInt8(ascii: "}"), let brace = line.lastIndex(of: UInt8(ascii: "{")),
            line[...brace].suffix(timings.count).elementsEqual(timings)
        {
            end = brace + 1 - timings.count
        }
        let success = Array("\"error\":null".utf8)
        if line[..<end].suffix(success.count).elementsEqual(success) { return .result }
        return line[..<end].suffix(2).elementsEqual("\"}".utf8) ? .failure : nil
    }

    /// Tells the whole line from what a crash left before it: zero bytes, and lines that were not written to their end.
    ///
    /// - Parameter isEnded: Whether a line end follows; else the line may be torn.
    /// - Returns: The whole line, if there is one, and whether there is anything else; `nil` where something is not ours.
    static func pieces(of line: [UInt8], isEnded: Bool) -> (whole: Range<Int>?, hasTornPieces: Bool)? {
        let lineEnd = isEnded && line.last == UInt8(ascii: "\r") ? line.count - 1 : line.count
        var start = 0
        var hasTornPieces = false
        while let zero = zero(in: line, from: start) {
            guard start == zero || mayBegin(line[start..<zero]) else { return nil }
            hasTornPieces = true
            start = zero + 1
        }
        let last = start..<max(start, lineEnd)
        if isEnded { return last.isEmpty && hasTornPieces ? (nil, true) : (last, hasTornPieces) }
        guard last.isEmpty || mayBegin(line[last]) else { return nil }
        if isWhole(line[last]) { return (last, hasTornPieces) }
        return (nil, true)
    }

    /// Whether a line of ours may begin so.
    static func mayBegin(_ text: ArraySlice<UInt8>) -> Bool {
        for (index, byte) in text.prefix(identityEnd + middle.count).enumerated() {
            if index < opening.count {
                guard byte == opening[index] else { return false }
            } else if index < identityEnd {
                let isDigit = (0x30...0x39).contains(byte) || (0x61...0x66).contains(byte)
                guard isDigit else { return false }
            } else if byte != middle[index - identityEnd] {
                return false
            }
        }
        return true
    }

    /// Whether the text is a line of ours to its end.
    private static func isWhole(_ text: ArraySlice<UInt8>) -> Bool {
        let line = Array(text)
        guard identity(line) != nil, kind(line) != nil else { return false }
        do throws(JSONError) {
            _ = try JSONValue(parsing: line)
            return true
        } catch {
            // Only a text that stops too early is torn; one that is nested too deep is whole.
            return error.offset < line.count && error.reason.hasPrefix("nested deeper")
        }
    }

    private static func zero(in line: [UInt8], from start: Int) -> Int? {
        line.withUnsafeBytes { bytes in
            guard start < bytes.count, let base = bytes.baseAddress,
                let found = memchr(base + start, 0, bytes.count - start)
            else { return nil }
            return UnsafeRawPointer(found) - base
        }
    }
}
