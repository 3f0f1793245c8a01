import Foundation
import Testing

@testable import CloudComputeClient

@Suite(.timeLimit(.minutes(1))) struct RedactionTests {
    static let key = "cc-live/0123456789+ABCdef"
    private let redaction = Redaction(key: key)

    static func escaped(_ key: String, _ escape: (UInt8) -> String) -> String { key.utf8.map(escape).joined() }

    static func hexadecimal(_ byte: UInt8) -> String { (byte < 16 ? "0" : "") + String(byte, radix: 16) }

    /// The key in every spelling that is known.
    static var spellings: [String] {
        let base64 = Data("Bearer \(key)".utf8).base64EncodedString()
        return [
            key, "Bearer \(key)", "\(key)\u{301}", "\u{600}\(key)", "x\(key)x",
            escaped(key) { "\\u00" + hexadecimal($0) }, escaped(key) { "\\u00" + hexadecimal($0).uppercased() },
            escaped(key) { "\\\\u00" + hexadecimal($0) }, escaped(key) { "%" + hexadecimal($0) },
            "\\u0063" + key.dropFirst(), key.replacing("/", with: "\\/"), key.replacing("+", with: "%2B"),
            base64, base64.replacing("/", with: "\\/"), Data("a:\(key)".utf8).base64EncodedString(),
            Data("ab:\(key)!".utf8).base64EncodedString(), Data(key.utf8).base64EncodedString(),
            base64.replacing("/", with: "_").replacing("+", with: "-"),
        ]
    }

    /// Whether the key, or what can be turned back into it, can be read in the text.
    static func isLeaked(_ text: String) -> Bool {
        let bytes = Array(text.utf8)
        return bytes.firstRange(of: Array(key.utf8)) != nil || bytes.firstRange(of: Array(key.utf8.suffix(9))) != nil
    }

    @Test(arguments: spellings) func theKeyIsTakenOutInAnySpelling(spelling: String) {
        let told = redaction.redact("{\"message\":\"Bad key: \(spelling) !\"}")
        #expect(Array(told.utf8).firstRange(of: Array("[the key]".utf8)) != nil)
        #expect(!Self.isLeaked(told))
        #expect(told.hasPrefix("{\"message\":\"Bad key: "))
        #expect(told.hasSuffix(" !\"}"))
        #expect(told.utf8.count < 70)
    }

    @Test func allOfThemAreTakenOutAndTheRestStays() {
        let text = "a \(Self.key) b \(Self.key)\(Self.key) 100% \\n \\u00e9 c"
        #expect(redaction.redact(text) == "a [the key] b [the key][the key] 100% \\n \\u00e9 c")
        #expect(
            redaction.redact("nothing to hide: cc-live/0123 50% \\u0063c-")
                == "nothing to hide: cc-live/0123 50% \\u0063c-")
    }

    @Test func aShortKeyIsTakenOutBehindBearerOnly() {
        let redaction = Redaction(key: "x")
        #expect(redaction.redact("does not exist; Bearer x") == "does not exist; [the key]")
    }

    @Test func withoutAKeyNothingIsFound() {
        for key in [nil, ""] { #expect(Redaction(key: key).redact("Bearer [x]") == "Bearer [x]") }
    }

    @Test func inPiecesItIsTakenOutWhereverTheyAreCut() {
        var generator = SeededNumbers(seed: 7)
        let text = Self.spellings.joined(separator: " data: \\u00e9 100% cc-li \\u0063 ") + " end"
        let whole = redaction.redact(Array(text.utf8))
        for _ in 0..<300 {
            var stream = RedactedStream(redaction)
            var told: [UInt8] = []
            var rest = Array(text.utf8)[...]
            while !rest.isEmpty {
                let piece = Array(rest.prefix(Int.random(in: 1...40, using: &generator)))
                rest = rest.dropFirst(piece.count)
                told += piece.withUnsafeBufferPointer { stream.push($0) } ?? piece
            }
            told += stream.flush()
            #expect(told == whole)
        }
    }

    @Test func normalTextIsNotHeldBack() {
        var stream = RedactedStream(redaction)
        for piece in ["Hello", " world", "data: {\"a\":1}\n\n", "c", "at", " 5%", " off\\", "n"] {
            let told = stream.push(piece)
            #expect(told.utf8.count >= piece.utf8.count - 1)
        }
        #expect(!stream.holdsBack)
    }

    @Test func whatWasToldBeforeItsEndIsNotCompleted() {
        var stream = RedactedStream(redaction)
        var told = stream.push("key: cc-live/0123")
        told += String(decoding: stream.flush(), as: UTF8.self)
        told += stream.push("456789+ABCdef, done")
        #expect(told == "key: cc-live/0123[the key], done")
    }

    // MARK: Events

    private static func text(_ events: [ChatEvent]) -> ChatReply {
        var accumulator = ChatAccumulator()
        for event in events { accumulator.add(event) }
        return accumulator.reply
    }

    @Test func aKeySpreadOverEventsIsTakenOut() throws {
        var generator = SeededNumbers(seed: 11)
        for _ in 0..<200 {
            var redactor = ChatEventRedactor(redaction)
            var events: [ChatEvent] = []
            var texts = (0..<3).map { _ in "Your key is \(Self.key), is it not? \(Self.key)"[...] }
            func take(_ index: Int) -> String {
                let piece = String(texts[index].prefix(Int.random(in: 1...6, using: &generator)))
                texts[index] = texts[index].dropFirst(piece.count)
                return piece
            }
            while texts.contains(where: { !$0.isEmpty }) {
                var new: [ChatEvent] = []
                switch Int.random(in: 0..<3, using: &generator) {
                case 0: new = [.text(take(0), choice: 0)]
                case 1: new = [.reasoning(take(1), choice: 0)]
                default: new = [.toolCall(.init(index: 0, id: "c", name: nil, arguments: take(2)), choice: 1)]
                }
                redactor.push(new, into: &events)
            }
            redactor.push([.finish(.stop, choice: 0)], into: &events)
            redactor.finish(into: &events)
            let reply = Self.text(events)
            let expected = "Your key is [the key], is it not? [the key]"
            #expect(reply.choices[0].text == expected)
            #expect(reply.choices[0].reasoning == expected)
            #expect(reply.choices[1].toolCalls.map(\.arguments) == [expected])
        }
    }

    @Test func whatIsHeldBackComesBeforeTheFinish() {
        var redactor = ChatEventRedactor(redaction)
        var events: [ChatEvent] = []
        redactor.push([.text("Ends in cc", choice: 0), .finish(.stop, choice: 0)], into: &events)
        #expect(events == [.text("Ends in ", choice: 0), .text("cc", choice: 0), .finish(.stop, choice: 0)])
        redactor.push([.text("-live/0123456789+ABCdef", choice: 0)], into: &events)
        redactor.finish(into: &events)
        #expect(Self.text(events).first.text == "Ends in cc[the key]")
    }

    @Test func aSecondCallAtTheSameIndexIsAnother() {
        var redactor = ChatEventRedactor(redaction)
        var events: [ChatEvent] = []
        // Too long to be pieces of one id.
        let calls: [ChatEvent] = ["a", "b"].map { String(repeating: $0, count: 200) }.flatMap { id in
            [
                .toolCall(.init(index: 0, id: id, name: "f", arguments: "{\"x\":\"c"), choice: 0),
                .toolCall(.init(index: 0, arguments: "c"), choice: 0),
            ]
        }
        redactor.push(calls, into: &events)
        redactor.finish(into: &events)
        #expect(Self.text(events).first.toolCalls.map(\.arguments) == ["{\"x\":\"cc", "{\"x\":\"cc"])
    }
}
