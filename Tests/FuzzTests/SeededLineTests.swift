import JSON
import Testing

@testable import Batch

/// Thousands of lines that are whole, damaged or hostile: reading them fast finds what reading them byte by byte finds.
@Suite(.timeLimit(.minutes(2))) struct SeededLineTests {
    private static let texts = [
        #""""#, #""stop""#, #""Ответ — «да»…""#, #""a\"b\\""#, #""\u0416\ud83d\ude00""#, #""日本語 😀 text""#, #""x\/y\n""#,
    ]
    private static let numbers = [
        "0", "1", "17", "-1", "1.5", "12.345", "1760000000.123456", "1e3", "1E-7", "-0", "9007199254740993",
        "123456789012345678", "0.1234567890123456", "1e400", "1000000000001", "3.0",
    ]
    private static let odd = ["null", "true", "[]", "{}", "[1,[2]]", #"{"a":{"b":[]}}"#, #""5""#]
    private static let bytes: [UInt8] =
        Array("\"\\{}[],:0-.eu \t\r\u{1F}".utf8) + [0, 0x80, 0xBF, 0xC0, 0xD0, 0xE2, 0xED, 0xF0, 0xF4, 0xFF]

    private static func any(_ kinds: [[String]], _ random: inout SplitMix64) -> String {
        let kind = kinds[Int.random(in: 0..<kinds.count, using: &random)]
        return kind[Int.random(in: 0..<kind.count, using: &random)]
    }

    /// An object of members of which a few are left out, stand twice, or have an odd value or name.
    private static func object(
        _ members: [(String, String)], _ random: inout SplitMix64, oddness: Int = 150
    ) -> String {
        var texts: [String] = []
        for (name, value) in members {
            var (name, value) = (name, value)
            switch Int.random(in: 0..<oddness, using: &random) {
            case 0: continue
            case 1: texts.append("\"\(name)\":\(value)")
            case 2: value = any([odd, texts.isEmpty ? odd : numbers], &random)
            case 3: name = name.replacing("t", with: #"\u0074"#)
            case 4: texts.append(any([[#""other":1"#, #" "x" : [ {} ] "#]], &random))
            default: break
            }
            texts.append("\"\(name)\":\(value)")
        }
        if Int.random(in: 0..<8, using: &random) == 0 { texts.shuffle(using: &random) }
        return "{\(texts.joined(separator: ","))}"
    }

    private static func line(_ random: inout SplitMix64) -> String {
        func number() -> String { Int.random(in: 0..<3, using: &random) == 0 ? any([numbers], &random) : "12" }
        let usage = object(
            [("prompt_tokens", number()), ("completion_tokens", number()), ("cost", number()), ("total", "3")], &random)
        let message = object([("role", #""assistant""#), ("content", any([texts], &random))], &random)
        let choice = object(
            [("index", "0"), ("message", message), ("finish_reason", any([texts], &random))], &random)
        let second = Int.random(in: 0..<20, using: &random) == 0 ? ",\(choice)" : ""
        let body = object(
            [("id", #""c""#), ("model", any([texts], &random)), ("choices", "[\(choice)\(second)]"), ("usage", usage)],
            &random)
        let gaps = (0..<Int.random(in: 0..<5, using: &random)).map { _ in number() }.joined(separator: ",")
        let timings = object(
            [
                ("sent_at", number()), ("attempts", "1"), ("latency", number()), ("time_to_first_token", number()),
                ("inter_token_latencies", "[\(gaps)]"),
            ], &random)
        let response = object([("status_code", "200"), ("request_id", #""""#), ("body", body)], &random)
        return object(
            [
                ("id", #""batch_req_0123456789abcdef0123456789abcdef""#), ("custom_id", any([texts], &random)),
                ("response", response), ("error", "null"), ("timings", timings),
            ], &random)
    }

    private static func damaged(_ line: String, _ random: inout SplitMix64) -> [UInt8] {
        var text = Array(line.utf8)
        for _ in 0..<Int.random(in: 1...3, using: &random) where !text.isEmpty {
            let place = Int.random(in: 0..<text.count, using: &random)
            let byte = bytes[Int.random(in: 0..<bytes.count, using: &random)]
            switch Int.random(in: 0..<4, using: &random) {
            case 0: text[place] = byte
            case 1: text.insert(byte, at: place)
            case 2: text.remove(at: place)
            default: text.removeSubrange(place...)
            }
        }
        return text
    }

    @Test func fastReadingFindsWhatSlowReadingFinds() throws {
        var random = SplitMix64(seed: 11)
        var usual = 0
        for _ in 0..<3000 {
            let line = Self.line(&random)
            let whole = Array(line.utf8)
            if whole.withUnsafeBufferPointer({ ResultScan.facts($0) }) != nil { usual += 1 }
            for text in [whole, Self.damaged(line, &random)] {
                #expect(throws: Never.self, "\(String(decoding: text, as: UTF8.self))") {
                    try JSONProperties.checkSpeed(text)
                    try BatchOutputProperties.checkFacts(text)
                }
            }
        }
        // Neither all nor none of the lines are as they usually are.
        #expect((300...2700).contains(usual), "\(usual) lines were usual.")
    }

    @Test func depthIsBoundedInBothWays() throws {
        for depth in [511, 512, 513, 100_000] {
            let text = String(repeating: #"{"a":["#, count: depth / 2) + String(repeating: "]}", count: depth / 2)
            #expect(throws: Never.self) { try JSONProperties.checkSpeed(Array(text.utf8)) }
        }
    }
}
