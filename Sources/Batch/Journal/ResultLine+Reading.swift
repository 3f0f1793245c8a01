import CloudComputeClient
import JSON

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

    private static let opening = Array("{\"id\":\"\(RequestFingerprint.prefix)".utf8)
    private static let middle = Array("\",\"custom_id\":\"".utf8)
    private static let identityStart = 7
    private static let identityEnd = opening.count + 32

    /// Reads who a line of results belongs to, without parsing the rest of it; `nil` where it is not a line of ours.
    static func identity(_ line: [UInt8]) -> RequestFingerprint? {
        guard line.count > identityEnd + middle.count, line.last == UInt8(ascii: "}"), holds(line, opening, at: 0),
            holds(line, middle, at: identityEnd)
        else { return nil }
        return RequestFingerprint(line[identityStart..<identityEnd])
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

    /// The bytes of the `custom_id` of a line of ours.
    static func customIDBytes(_ line: [UInt8]) -> ArraySlice<UInt8> {
        let text = line[customIDRange(line)].dropFirst().dropLast()
        return text.contains(UInt8(ascii: "\\")) ? Array(customID(line).utf8)[...] : text
    }

    /// The line under another identity and name.
    static func renamed(_ line: [UInt8], _ identity: RequestFingerprint, customID: String) -> [UInt8] {
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
        RequestFingerprint.hash(line.bytes[customIDRange(line.bytes).upperBound...]) ^ line.identity.body
    }

    /// Whether the line is of a reply or of a failure; `nil` where it is neither.
    static func kind(_ line: [UInt8]) -> Kind? {
        guard line.last == UInt8(ascii: "}") else { return nil }
        var end = line.count - 1
        // No other text of a line can be taken for this, since a quote in a string has a backslash before it.
        if end > 0, line[end - 1] == UInt8(ascii: "}"), let brace = lastBrace(line),
            holds(line, timings, at: brace + 1 - timings.count)
        {
            end = brace + 1 - timings.count
        }
        if holds(line, success, at: end - success.count) { return .result }
        return holds(line, failure, at: end - failure.count) ? .failure : nil
    }

    private static let timings = Array(",\"timings\":{".utf8)
    private static let success = Array("\"error\":null".utf8)
    private static let failure = Array("\"}".utf8)

    private static func holds(_ line: [UInt8], _ text: [UInt8], at offset: Int) -> Bool {
        guard offset >= 0, offset + text.count <= line.count else { return false }
        return line.withUnsafeBytes { line in
            text.withUnsafeBytes { text in
                guard let start = line.baseAddress, let wanted = text.baseAddress else { return false }
                return memcmp(start + offset, wanted, text.count) == 0
            }
        }
    }

    static func lastBrace(_ line: [UInt8]) -> Int? {
        line.withUnsafeBufferPointer { line in
            var index = line.count - 1
            while index >= 0, line[index] != UInt8(ascii: "{") { index -= 1 }
            return index >= 0 ? index : nil
        }
    }

    /// Tells whole lines from what a crash left between them: zero bytes, and lines that were not written to their end.
    ///
    /// - Parameter isEnded: Whether a line end follows; else the last line may be torn.
    /// - Returns: The whole lines, and whether there is anything else; `nil` where something is not ours.
    static func pieces(of line: [UInt8], isEnded: Bool) -> (whole: [Range<Int>], hasTornPieces: Bool)? {
        var whole: [Range<Int>] = []
        var start = 0
        var hasTornPieces = false
        while let zero = zero(in: line, from: start) {
            guard start == zero || mayBegin(line[start..<zero]) else { return nil }
            if isWhole(line[start..<zero]) { whole.append(start..<zero) }
            hasTornPieces = true
            start = line.withUnsafeBufferPointer { line in
                var end = zero + 1
                while end < line.count, line[end] == 0 { end += 1 }
                return end
            }
        }
        let lineEnd = line.last == UInt8(ascii: "\r") ? line.count - 1 : line.count
        let last = start..<max(start, lineEnd)
        if last.isEmpty, hasTornPieces { return (whole, true) }
        if isEnded { return (whole + [last], hasTornPieces) }
        guard mayBegin(line[last]) else { return nil }
        return isWhole(line[last]) ? (whole + [last], hasTornPieces) : (whole, true)
    }

    /// Whether a line of ours may begin so.
    static func mayBegin(_ text: ArraySlice<UInt8>) -> Bool {
        text.prefix(identityEnd + middle.count).withUnsafeBufferPointer { text in
            for index in 0..<text.count {
                let isFitting =
                    if index < opening.count { text[index] == opening[index] } else if index < identityEnd {
                        (0x30...0x39).contains(text[index]) || (0x61...0x66).contains(text[index])
                    } else { text[index] == middle[index - identityEnd] }
                guard isFitting else { return false }
            }
            return true
        }
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
