import JSON
import Testing

@testable import Batch

/// Thousands of lines that are whole, damaged or hostile: reading them fast finds what reading them byte by byte finds.
@Suite(.timeLimit(.minutes(2))) struct SeededLineTests {
    private static func line(_ random: inout SplitMix64) -> String {
        func number() -> String {
            Int.random(in: 0..<3, using: &random) == 0 ? RandomLine.any([RandomLine.numbers], &random) : "12"
        }
        let usage = RandomLine.object(
            [("prompt_tokens", number()), ("completion_tokens", number()), ("cost", number()), ("total", "3")], &random)
        let message = RandomLine.object(
            [("role", #""assistant""#), ("content", RandomLine.any([RandomLine.texts], &random))], &random)
        let choice = RandomLine.object(
            [("index", "0"), ("message", message), ("finish_reason", RandomLine.any([RandomLine.texts], &random))],
            &random)
        let second = Int.random(in: 0..<20, using: &random) == 0 ? ",\(choice)" : ""
        let body = RandomLine.object(
            [
                ("id", #""c""#), ("model", RandomLine.any([RandomLine.texts], &random)),
                ("choices", "[\(choice)\(second)]"), ("usage", usage),
            ],
            &random)
        let gaps = (0..<Int.random(in: 0..<5, using: &random)).map { _ in number() }.joined(separator: ",")
        let timings = RandomLine.object(
            [
                ("sent_at", number()), ("attempts", "1"), ("latency", number()), ("time_to_first_token", number()),
                ("inter_token_latencies", "[\(gaps)]"),
            ], &random)
        let response = RandomLine.object([("status_code", "200"), ("request_id", #""""#), ("body", body)], &random)
        return RandomLine.object(
            [
                ("id", #""batch_req_0123456789abcdef0123456789abcdef""#),
                ("custom_id", RandomLine.any([RandomLine.texts], &random)),
                ("response", response), ("error", "null"), ("timings", timings),
            ], &random)
    }

    @Test func fastReadingFindsWhatSlowReadingFinds() throws {
        var random = SplitMix64(seed: 11)
        var usual = 0
        for _ in 0..<3000 {
            let line = Self.line(&random)
            let whole = Array(line.utf8)
            if whole.withUnsafeBufferPointer({ ResultScan.facts($0) }) != nil { usual += 1 }
            for text in [whole, RandomLine.damaged(line, &random)] {
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
