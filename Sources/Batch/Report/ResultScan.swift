import JSON
import Localization

/// Reads a result as nearly all lines have it, one reply of a server that counts: the whole line is checked, but no value
/// is made that a report does not need.
///
/// Whatever is unusual, be it a failure, a second choice, a name that stands twice or a number in quotes, is left to
/// ``BatchResult``, and so is what is no result. Where both read a line, they read the same from it.
struct ResultScan {
    private var scanner: JSONScanner
    private var facts = ResultFacts()
    private var reply = ResultFacts.Reply()
    /// The names that have been met and may not come again.
    private var met: Members = []

    private struct Members: OptionSet {
        var rawValue: Int
        static let (customID, response, error, timings) = (Members(1), Members(2), Members(4), Members(8))
        static let (status, body) = (Members(16), Members(32))
        static let (choices, bodyError, model, usage) = (Members(64), Members(128), Members(256), Members(512))
        static let (index, finish) = (Members(1 << 10), Members(1 << 11))
        static let (prompt, completion, cost) = (Members(1 << 12), Members(1 << 13), Members(1 << 14))
        static let (sentAt, attempts, latency) = (Members(1 << 15), Members(1 << 16), Members(1 << 17))
        static let (first, gaps) = (Members(1 << 18), Members(1 << 19))
        /// Without these a line is no reply.
        static let needed: Members = [.customID, .response, .status, .body, .choices]

        init(rawValue: Int) { self.rawValue = rawValue }
        init(_ bit: Int) { rawValue = bit }
    }

    /// Reads a line; `nil` where it is unusual.
    static func facts(_ line: UnsafeBufferPointer<UInt8>) -> ResultFacts? {
        var scan = ResultScan(line)
        do throws(JSONError) {
            scan.scanner.skipWhitespace()
            try scan.members(Self.lineMember)
            try scan.scanner.end()
        } catch {
            return nil
        }
        guard scan.met.isSuperset(of: .needed) else { return nil }
        scan.facts.reply = scan.reply
        return scan.facts
    }

    private init(_ line: UnsafeBufferPointer<UInt8>) {
        scanner = JSONScanner(line, maximumDepth: JSONScanner.maximumDepth + ResultLine.depthAroundBody)
    }

    private static func lineMember(_ scan: inout Self, _ name: MemberName) throws(JSONError) {
        switch name {
        case "custom_id": scan.facts.customID = try scan.text(.customID)
        case "response": try scan.object(.response, responseMember)
        case "error": try scan.null(.error)
        case "timings": try scan.object(.timings, timingsMember)
        default: try scan.scanner.skipValue()
        }
    }

    private static func responseMember(_ scan: inout Self, _ name: MemberName) throws(JSONError) {
        switch name {
        case "status_code":
            guard (200..<300).contains(try scan.count(.status)) else { throw scan.unusual }
        case "body": try scan.object(.body, bodyMember)
        default: try scan.scanner.skipValue()
        }
    }

    private static func bodyMember(_ scan: inout Self, _ name: MemberName) throws(JSONError) {
        switch name {
        case "error": try scan.null(.bodyError)
        case "choices": try scan.choice()
        case "model":
            let model = try scan.text(.model)
            scan.reply.model = model.isEmpty ? nil : model
        case "usage": try scan.object(.usage, usageMember)
        default: try scan.scanner.skipValue()
        }
    }

    private static func choiceMember(_ scan: inout Self, _ name: MemberName) throws(JSONError) {
        switch name {
        case "index": if try scan.count(.index) != 0 { throw scan.unusual }
        case "finish_reason":
            let reason = try scan.text(.finish)
            scan.reply.finishReason = reason.isEmpty ? nil : reason
        default: try scan.scanner.skipValue()
        }
    }

    private static func usageMember(_ scan: inout Self, _ name: MemberName) throws(JSONError) {
        switch name {
        case "prompt_tokens": scan.reply.promptTokens = try scan.count(.prompt)
        case "completion_tokens": scan.reply.completionTokens = try scan.count(.completion)
        case "cost":
            let cost = try scan.number(.cost)
            guard (0...1e12).contains(cost) else { throw scan.unusual }
            scan.reply.cost = cost
        default: try scan.scanner.skipValue()
        }
    }

    private static func timingsMember(_ scan: inout Self, _ name: MemberName) throws(JSONError) {
        switch name {
        case "sent_at": scan.facts.sentAt = try scan.number(.sentAt)
        case "attempts": scan.facts.attempts = try scan.count(.attempts)
        case "latency": scan.facts.latency = try scan.number(.latency)
        case "time_to_first_token": scan.facts.timeToFirstToken = try scan.number(.first)
        case "inter_token_latencies": try scan.gaps()
        default: try scan.scanner.skipValue()
        }
    }
}

extension ResultScan {
    private var unusual: JSONError { scanner.error(Message(verbatim: "unusual")) }

    private mutating func meet(_ name: Members) throws(JSONError) {
        guard !met.contains(name) else { throw unusual }
        met.insert(name)
    }

    private mutating func members(_ body: (inout Self, MemberName) throws(JSONError) -> Void) throws(JSONError) {
        guard scanner.byte == UInt8(ascii: "{") else { throw unusual }
        try scanner.enter()
        if scanner.byte == UInt8(ascii: "}") { return scanner.leave() }
        repeat {
            let name = MemberName(text: UnsafeBufferPointer(rebasing: scanner.bytes[try scanner.memberName()]))
            // It may be one of those that are looked for.
            guard !name.hasEscape else { throw unusual }
            try body(&self, name)
        } while try scanner.continues(until: UInt8(ascii: "}"))
    }

    private mutating func object(
        _ name: Members, _ body: (inout Self, MemberName) throws(JSONError) -> Void
    ) throws(JSONError) {
        try meet(name)
        try members(body)
    }

    private mutating func text(_ name: Members) throws(JSONError) -> String {
        try meet(name)
        guard scanner.byte == UInt8(ascii: "\"") else { throw unusual }
        return scanner.text(try scanner.string())
    }

    private mutating func null(_ name: Members) throws(JSONError) {
        try meet(name)
        guard scanner.byte == UInt8(ascii: "n") else { throw unusual }
        try scanner.literal("null")
    }

    /// A whole number from 0 to a million millions, in digits.
    private mutating func count(_ name: Members) throws(JSONError) -> Int {
        try meet(name)
        let digits = try digits()
        guard digits.count <= 15 else { throw unusual }
        var number = 0
        for byte in digits {
            guard (0x30...0x39).contains(byte) else { throw unusual }
            number = number * 10 + Int(byte - 0x30)
        }
        guard number <= 1_000_000_000_000 else { throw unusual }
        return number
    }

    private mutating func number(_ name: Members) throws(JSONError) -> Double {
        try meet(name)
        return try finite(try digits())
    }

    private mutating func digits() throws(JSONError) -> UnsafeBufferPointer<UInt8> {
        guard let byte = scanner.byte, byte == UInt8(ascii: "-") || (0x30...0x39).contains(byte) else { throw unusual }
        return UnsafeBufferPointer(rebasing: scanner.bytes[try scanner.number()])
    }

    private func finite(_ digits: UnsafeBufferPointer<UInt8>) throws(JSONError) -> Double {
        guard let number = JSONNumber.double(digits), number.isFinite else { throw unusual }
        return number
    }

    private mutating func gaps() throws(JSONError) {
        try meet(.gaps)
        guard scanner.byte == UInt8(ascii: "[") else { throw unusual }
        try scanner.enter()
        if scanner.byte == UInt8(ascii: "]") { return scanner.leave() }
        repeat {
            facts.interTokenLatencies.append(try finite(try digits()))
        } while try scanner.continues(until: UInt8(ascii: "]"))
    }

    /// The one choice that there is.
    private mutating func choice() throws(JSONError) {
        try meet(.choices)
        guard scanner.byte == UInt8(ascii: "[") else { throw unusual }
        try scanner.enter()
        try members(Self.choiceMember)
        guard try !scanner.continues(until: UInt8(ascii: "]")) else { throw unusual }
    }
}
