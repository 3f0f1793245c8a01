import JSON
import Localization

/// Finds what makes a request in a line as nearly all lines have it: the whole line is checked, but nothing is copied.
///
/// Whatever is unusual, be it an escape in a name, a name that stands twice or a limit that is no plain number, is left to
/// ``RequestBuilder``, and so is what is wrong.
struct RequestScan {
    /// A field beside the prompt.
    struct Field {
        var name: Range<Int>
        var value: Range<Int>
    }

    private var scanner = JSONScanner(UnsafeBufferPointer(start: nil, count: 0))
    private var met: Members = []
    /// The `custom_id` between its quotes.
    private(set) var customID: Range<Int>?
    /// The prompt with its quotes, where the line has one; else it has a body.
    private(set) var prompt: Range<Int>?
    private(set) var system: Range<Int>?
    private(set) var fields: [Field] = []
    private(set) var body: Range<Int> = 0..<0
    /// The model that the line names, as JSON.
    private(set) var model: Range<Int>?
    private var limits: (tokens: Int?, completionTokens: Int?)

    /// The tokens that the reply may have.
    var completionLimit: Int? { limits.completionTokens ?? limits.tokens }

    private struct Members: OptionSet {
        var rawValue: Int
        static let customID = Members(1 << 0)
        static let method = Members(1 << 1)
        static let url = Members(1 << 2)
        static let body = Members(1 << 3)
        static let prompt = Members(1 << 4)
        static let system = Members(1 << 5)
        static let field = Members(1 << 6)
        static let messages = Members(1 << 7)
        static let model = Members(1 << 8)
        static let tokens = Members(1 << 9)
        static let completionTokens = Members(1 << 10)
        static let ofLine: Members = [.prompt, .system, .field]

        init(rawValue: Int) { self.rawValue = rawValue }
        init(_ bit: Int) { rawValue = bit }
    }

    /// Reads a line; `false` where it is unusual.
    mutating func read(_ line: UnsafeBufferPointer<UInt8>) -> Bool {
        scanner = JSONScanner(line)
        met = []
        (customID, prompt, system, model, limits) = (nil, nil, nil, nil, (nil, nil))
        if !fields.isEmpty { fields.removeAll(keepingCapacity: true) }
        do throws(JSONError) {
            scanner.skipWhitespace()
            try members(Self.lineMember)
            try scanner.end()
        } catch { return false }
        if met.contains(.body) { return met.contains(.messages) && met.isDisjoint(with: .ofLine) }
        guard met.isDisjoint(with: [.method, .url]) else { return false }
        if met.contains(.prompt) { return !met.contains(.messages) && (fields.isEmpty || fieldsAreKnown()) }
        body = line.indices
        return met.contains(.messages) && met.isDisjoint(with: [.customID, .system])
    }

    private static func lineMember(_ scan: inout Self, _ name: Range<Int>) throws(JSONError) {
        switch scan.name(name) {
        case "prompt": scan.prompt = try scan.string(.prompt)
        case "custom_id":
            let id = try scan.string(.customID)
            scan.customID = id.lowerBound + 1..<id.upperBound - 1
            guard scan.isPlainID(id.lowerBound + 1..<id.upperBound - 1) else { throw scan.unusual }
        case "body":
            let start = scan.scanner.position
            try scan.meet(.body)
            try scan.members(bodyMember)
            scan.body = start..<scan.scanner.position
        case "method": try scan.word(.method, #""POST""#)
        case "url": try scan.word(.url, #""/v1/chat/completions""#)
        case "system": scan.system = try scan.string(.system)
        default:
            let start = scan.scanner.position
            try bodyMember(&scan, name)
            scan.met.insert(.field)
            scan.fields.append(Field(name: name, value: start..<scan.scanner.position))
        }
    }

    private static func bodyMember(_ scan: inout Self, _ name: Range<Int>) throws(JSONError) {
        switch scan.name(name) {
        case "messages":
            try scan.meet(.messages)
            guard scan.scanner.byte == UInt8(ascii: "[") else { throw scan.unusual }
            try scan.scanner.skipValue()
        case "model":
            try scan.meet(.model)
            let start = scan.scanner.position
            try scan.scanner.skipValue()
            scan.model = start..<scan.scanner.position
        case "max_tokens": scan.limits.tokens = try scan.count(.tokens)
        case "max_completion_tokens": scan.limits.completionTokens = try scan.count(.completionTokens)
        default: try scan.scanner.skipValue()
        }
    }
}

extension RequestScan {
    private var unusual: JSONError { scanner.error(Message(verbatim: "unusual")) }

    private func text(_ range: Range<Int>) -> UnsafeBufferPointer<UInt8> {
        UnsafeBufferPointer(rebasing: scanner.bytes[range])
    }

    private func name(_ range: Range<Int>) -> MemberName { MemberName(text: text(range)) }

    private mutating func meet(_ name: Members) throws(JSONError) {
        guard !met.contains(name) else { throw unusual }
        met.insert(name)
    }

    private mutating func members(
        _ body: (inout Self, Range<Int>) throws(JSONError) -> Void
    ) throws(JSONError) {
        guard scanner.byte == UInt8(ascii: "{") else { throw unusual }
        try scanner.enter()
        if scanner.byte == UInt8(ascii: "}") { return scanner.leave() }
        repeat {
            let place = try scanner.memberName()
            // It may be one of those that are looked for.
            guard !name(place).hasEscape else { throw unusual }
            try body(&self, place)
        } while try scanner.continues(until: UInt8(ascii: "}"))
    }

    private mutating func string(_ name: Members) throws(JSONError) -> Range<Int> {
        try meet(name)
        guard scanner.byte == UInt8(ascii: "\"") else { throw unusual }
        let content = try scanner.string()
        return content.lowerBound - 1..<content.upperBound + 1
    }

    private mutating func word(_ name: Members, _ word: StaticString) throws(JSONError) {
        guard word ~= MemberName(text: text(try string(name))) else { throw unusual }
    }

    private mutating func count(_ name: Members) throws(JSONError) -> Int {
        try meet(name)
        guard let first = scanner.byte, (0x30...0x39).contains(first) else { throw unusual }
        let digits = try scanner.number()
        guard digits.count <= 9 else { throw unusual }
        var number = 0
        for byte in text(digits) {
            guard (0x30...0x39).contains(byte) else { throw unusual }
            number = number * 10 + Int(byte - 0x30)
        }
        return number
    }

    /// Whether an id is itself to the letter, and cannot be the name `STEM:NUMBER` of a line that has none.
    private func isPlainID(_ range: Range<Int>) -> Bool {
        let id = text(range)
        guard let last = id.last, !id.contains(UInt8(ascii: "\\")) else { return false }
        return !(0x30...0x39).contains(last) || !id.contains(UInt8(ascii: ":"))
    }

    /// Whether a request may have what stands beside the prompt, each once.
    private func fieldsAreKnown() -> Bool {
        for (index, field) in fields.enumerated() {
            let name = text(field.name)
            guard RequestFields.standard.contains(String(decoding: name, as: UTF8.self)),
                !fields[..<index].contains(where: { text($0.name).elementsEqual(name) })
            else { return false }
        }
        return true
    }
}
