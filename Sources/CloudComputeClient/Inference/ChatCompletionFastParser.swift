import JSON

/// Reads the common kind of `chat.completion` straight from its bytes, without building a value for every member.
///
/// It knows text, reasoning, finish reasons and usage, and gives up on everything else: what it gives up on is read by
/// ``ChatStreamDecoder``, which knows all.
struct ChatCompletionFastParser {
    /// Thrown, and never seen outside: the reply is not of the common kind.
    private struct Uncommon: Error {}

    private var scanner: JSONScanner
    private var reply = ChatReply()

    /// The reply, or `nil` where it has to be read the long way.
    static func read(_ body: [UInt8]) -> ChatReply? {
        body.withUnsafeBufferPointer { bytes in
            var reader = ChatCompletionFastParser(scanner: JSONScanner(bytes))
            do { try reader.read() } catch { return nil }
            return reader.reply
        }
    }

    private mutating func read() throws {
        scanner.skipWhitespace()
        try members { reader, name in
            if name.elementsEqual("choices".utf8) {
                guard reader.reply.choices.isEmpty else { throw Uncommon() }
                try reader.elements { reader in try reader.choice() }
            } else if name.elementsEqual("usage".utf8) {
                reader.reply.usage = Usage(try reader.scanner.value())
            } else if name.elementsEqual("id".utf8) {
                reader.reply.id = try reader.text()
            } else if name.elementsEqual("model".utf8) {
                reader.reply.model = try reader.text()
            } else if name.elementsEqual("error".utf8) {
                try reader.nothing()
            } else if name.elementsEqual("object".utf8) {
                if try reader.text() == "error" { throw Uncommon() }
            } else {
                try reader.scanner.skipValue()
            }
        }
        try scanner.end()
        if reply.choices.isEmpty { throw Uncommon() }
    }

    private mutating func choice() throws {
        var choice = ChatReply.Choice()
        var hasMessage = false
        let index = reply.choices.count
        try members { reader, name in
            if name.elementsEqual("message".utf8) {
                // Of two the last counts, and nothing of the first.
                if hasMessage { throw Uncommon() }
                hasMessage = true
                try reader.message(&choice)
            } else if name.elementsEqual("finish_reason".utf8) {
                choice.finishReason = try reader.text().map { FinishReason(rawValue: $0) }
            } else if name.elementsEqual("index".utf8) {
                guard try reader.scanner.value().int == index else { throw Uncommon() }
            } else if name.elementsEqual("delta".utf8) || name.elementsEqual("text".utf8) {
                throw Uncommon()
            } else {
                try reader.scanner.skipValue()
            }
        }
        if choice == ChatReply.Choice() { throw Uncommon() }
        reply.choices.append(choice)
    }

    private mutating func message(_ choice: inout ChatReply.Choice) throws {
        try members { reader, name in
            if name.elementsEqual("content".utf8) {
                choice.text = try reader.text() ?? ""
            } else if name.elementsEqual("reasoning_content".utf8) {
                choice.reasoning = try reader.text() ?? ""
            } else if name.elementsEqual("refusal".utf8) || name.elementsEqual("reasoning".utf8)
                || name.elementsEqual("reasoning_details".utf8)
            {
                try reader.nothing()
            } else if name.elementsEqual("tool_calls".utf8) {
                if reader.scanner.byte == UInt8(ascii: "[") {
                    try reader.elements { _ in throw Uncommon() }
                } else {
                    try reader.nothing()
                }
            } else {
                try reader.scanner.skipValue()
            }
        }
    }

    private typealias Name = Slice<UnsafeBufferPointer<UInt8>>

    private mutating func members(_ read: (inout ChatCompletionFastParser, Name) throws -> Void) throws {
        guard scanner.byte == UInt8(ascii: "{") else { throw Uncommon() }
        try scanner.enter()
        if scanner.byte == UInt8(ascii: "}") { return scanner.leave() }
        repeat {
            let name = scanner.bytes[try scanner.memberName()]
            if name.contains(UInt8(ascii: "\\")) { throw Uncommon() }
            try read(&self, name)
        } while try scanner.continues(until: UInt8(ascii: "}"))
    }

    private mutating func elements(_ read: (inout ChatCompletionFastParser) throws -> Void) throws {
        guard scanner.byte == UInt8(ascii: "[") else { throw Uncommon() }
        try scanner.enter()
        if scanner.byte == UInt8(ascii: "]") { return scanner.leave() }
        repeat { try read(&self) } while try scanner.continues(until: UInt8(ascii: "]"))
    }

    /// A string with something in it, or `nil` for null and for an empty one.
    private mutating func text() throws -> String? {
        if scanner.byte == UInt8(ascii: "\"") {
            let range = try scanner.string()
            return range.isEmpty ? nil : scanner.text(range)
        }
        try nothing()
        return nil
    }

    private mutating func nothing() throws {
        guard scanner.byte == UInt8(ascii: "n") else { throw Uncommon() }
        try scanner.literal("null")
    }
}
