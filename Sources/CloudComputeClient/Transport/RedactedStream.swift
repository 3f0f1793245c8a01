/// Takes the API key out of bytes that come piece by piece.
///
/// Of each piece only an end that may be the start of a key is held back until the next one comes.
struct RedactedStream: Sendable {
    private let redaction: Redaction
    /// What may be the start of a key.
    private var held: [UInt8] = []
    /// How much of `held` has been given out all the same, since something had to be told before it.
    private var given = 0

    init(_ redaction: Redaction) {
        self.redaction = redaction
    }

    /// Whether what came last may be the start of a key, told or not.
    var isWaiting: Bool { !held.isEmpty }
    /// Whether something has not been told.
    var holdsBack: Bool { given < held.count }

    /// Takes the next piece and returns what can be told; `nil` where that is the piece as it came.
    mutating func push(_ piece: UnsafeBufferPointer<UInt8>) -> [UInt8]? {
        if redaction.isEmpty { return nil }
        if held.isEmpty {
            let findings = redaction.find(in: piece)
            if findings.ranges.isEmpty, findings.tail == piece.count { return nil }
            return take(Array(piece), findings)
        }
        let bytes = held + piece
        return take(bytes, bytes.withUnsafeBufferPointer { redaction.find(in: $0) })
    }

    /// Takes the next piece of a text.
    mutating func push(_ text: String) -> String {
        var text = text
        let bytes = text.withUTF8 { push($0) }
        return bytes.map { String(decoding: $0, as: UTF8.self) } ?? text
    }

    /// Returns what is held back; should it turn out to have been the start of a key, the rest of that is taken out.
    mutating func flush() -> [UInt8] {
        defer { given = held.count }
        return Array(held[given...])
    }

    private mutating func take(_ bytes: [UInt8], _ findings: Redaction.Findings) -> [UInt8] {
        let told = Redaction.replace(findings.ranges, in: bytes[min(given, findings.tail)..<findings.tail])
        held = Array(bytes[findings.tail...])
        given = max(0, given - findings.tail)
        return told
    }
}
