import CloudComputeClient
import JSON
import Testing

@testable import Batch

@Suite(.timeLimit(.minutes(2))) struct ReportTests {
    private static func reply(_ sentAt: Double, _ latency: Double, tokens: Int = 1) -> String {
        """
        {"custom_id":"a","response":{"status_code":200,"body":{"choices":[{"message":{"content":"x"}}],\
        "usage":{"prompt_tokens":1,"completion_tokens":\(tokens)}}},"error":null,\
        "timings":{"sent_at":\(sentAt),"latency":\(latency)}}
        """
    }

    private static func measure(_ lines: [String]) throws -> BatchMeasurements {
        var measurements = BatchMeasurements()
        for line in lines { measurements.add(try #require(BatchMeasurements.facts(Array(line.utf8)))) }
        return measurements
    }

    @Test func theTimeBetweenTwoRunsDoesNotCount() throws {
        let night = 8.0 * 3600
        let first = (0..<10).map { Self.reply(1e9 + Double($0), 1000) }
        let second = (0..<10).map { Self.reply(1e9 + night + Double($0), 1000) }
        let measurements = try Self.measure(first + second)
        #expect(abs(measurements.duration - 20) < 1e-6)
        #expect(measurements.json["request_throughput"]?.double == 1)
        #expect(measurements.timeline.busy.spans.count == 2)
        let rates = ReplyRates(measurements.timeline)
        #expect(rates.end <= 21 && rates.replies.reduce(0, +) * rates.binWidth == 20)
    }

    @Test func theGapsThatALimitOfTheRunMakesDoCount() throws {
        let measurements = try Self.measure((0..<7).map { Self.reply(1e9 + Double($0) * 10, 500) })
        #expect(abs(measurements.duration - 60.5) < 1e-6)
    }

    @Test func ratesAreNotThoseOfLessThanASecond() throws {
        let measurements = try Self.measure((0..<5).map { Self.reply(1e9 + Double($0) / 100, 10) })
        #expect(ReplyRates(measurements.timeline).replies == [5])
    }

    @Test func countsStopAtTheLargestNumberAndWrongOnesDoNotCount() throws {
        let most = 1_000_000_000_000
        let measurements = try Self.measure(
            [most, most, Int.max, Int.min, -1].map { Self.reply(1e9, 1, tokens: $0) })
        #expect(measurements.completionTokens == 2 * most)
        #expect(ReportNumber.sum(.max, 1) == .max && ReportNumber.sum(.min, -1) == .min)
    }

    private static let oddNumbers: [[Double]] = [
        [16_777_217.0, 16_777_217, 16_777_217], [1e300, 1e300], [1.7e308, -1.7e308], [.nan, .infinity, -.infinity],
        [0, .leastNonzeroMagnitude], [9_007_199_254_740_994, 9_007_199_254_740_992], [-0.0, 0.0], [],
    ]

    @Test(arguments: oddNumbers)
    func anyNumbersHaveADistribution(numbers: [Double]) {
        let distribution = Distribution(numbers)
        let (from, to, counts) = distribution.histogram(steps: 40)
        #expect(counts.reduce(0, +) == numbers.count(where: \.isFinite))
        #expect(from.isFinite && to.isFinite && from <= to)
        for percent in [-1, 0, 50, 99.5, 100, 101, .nan] { #expect(distribution.percentile(percent).isFinite) }
    }

    @Test func ticksAreRoundAndFew() {
        #expect(AxisTicks(from: 0, to: 103, about: 4).values == [0, 50, 100])
        #expect(AxisTicks(from: 39.5, to: 46, about: 4).values == [40, 42, 44, 46])
        for (from, to) in [
            (0, 0), (1, 0), (0, 1e308), (-1e308, 1e308), (0, .leastNonzeroMagnitude), (1e15, 1e15 + 1), (.nan, 1),
        ] {
            #expect(AxisTicks(from: from, to: to, about: 4).values.count <= 9, "\(from) \(to)")
        }
    }

    @Test func numbersAreGroupedAndNeverTrap() {
        #expect(ReportNumber.text(26463.4) == "26,463" && ReportNumber.text(-1000) == "-1,000")
        #expect(ReportNumber.text(0.12345) == "0.123" && ReportNumber.text(12.0) == "12")
        #expect(ReportNumber.text(Int.min) == "-9,223,372,036,854,775,808")
        for number in [1e300, -1e19, 9.3e18, .nan, .infinity, 1e15, -0.0] {
            #expect(!ReportNumber.text(number).isEmpty)
        }
    }

    @Test func whatFollowsAMarkThatJoinsIsEscapedToo() {
        // Prepended marks, joiners, variation selectors and combining marks make one character with what is beside them.
        for mark in [
            "\u{600}", "\u{6DD}", "\u{70F}", "\u{110BD}", "\u{200D}", "\u{FE0F}", "\u{301}", "\u{1F1E6}", "\r",
        ] {
            for special in ["<", ">", "&", "\"", "'"] {
                let text = mark + special + mark
                let html: HTML = "\(text)"
                #expect(!html.text.unicodeScalars.contains { $0 == "<" || $0 == ">" || $0 == "\"" || $0 == "'" })
                #expect(html.text.unicodeScalars.count { $0 == "&" } == 1)
            }
        }
        let marks: HTML = "\("a\u{1B}[31m\u{9B}\u{202E}b\u{0}\u{2028}")"
        #expect(marks.text == "a\u{241B}[31m\u{FFFD}\u{FFFD}b\u{2400}\u{FFFD}")
    }

    @Test func aReplyAsDeepAsCanBeIsAResult() throws {
        let deep = String(repeating: "[", count: 511) + String(repeating: "]", count: 511)
        let body = #"{"choices":[{"message":{"content":"x"}}],"extra":\#(deep)}"#
        #expect((try? JSONValue(parsing: body)) != nil)
        let line = #"{"custom_id":"a","response":{"status_code":200,"body":\#(body)},"error":null}"#
        let json = try JSONValue(parsing: Array(line.utf8), deeperBy: ResultLine.depthAroundBody)
        #expect(BatchResult(json)?.reply != nil)
    }

    /// Lines of any program, damaged in every place where a number or a name stands.
    @Test(arguments: 0..<200) func noResultLineBreaksTheReport(seed: UInt64) throws {
        var generator = Generator(seed)
        let lines = (0..<Int.random(in: 0...40, using: &generator)).map { _ in Self.anyLine(&generator) }
        var measurements = BatchMeasurements()
        for line in lines {
            if let result = BatchMeasurements.facts(Array(line.utf8)) { measurements.add(result) }
        }
        let page = ReportPage(measurements, title: Self.anyText(&generator)).html
        #expect(!page.contains("<img") && !page.contains("=\"nan") && !page.contains("=\"inf"))
        let json = measurements.json
        #expect(try JSONValue(parsing: json.jsonText) == json)
        #expect(measurements.duration.isFinite && measurements.duration >= 0)
    }

    /// SplitMix64: small, and the same everywhere.
    private struct Generator: RandomNumberGenerator {
        private var state: UInt64

        init(_ seed: UInt64) { state = seed }

        mutating func next() -> UInt64 {
            state &+= 0x9E37_79B9_7F4A_7C15
            var word = state
            word = (word ^ word >> 30) &* 0xBF58_476D_1CE4_E5B9
            word = (word ^ word >> 27) &* 0x94D0_49BB_1331_11EB
            return word ^ word >> 31
        }
    }

    private static func anyLine(_ generator: inout Generator) -> String {
        let texts = (0..<4).map { _ in JSONValue.string(anyText(&generator)).jsonText }
        let n = (0..<9).map { _ in anyNumber(&generator) }
        let gaps = (0..<Int.random(in: 0...4, using: &generator)).map { _ in anyNumber(&generator) }
        let message = Bool.random(using: &generator) ? texts[0] : "null"
        return """
            {"custom_id":\(texts[1]),"response":{"status_code":\(Bool.random(using: &generator) ? "200" : n[0]),\
            "body":{"model":\(texts[2]),"choices":[{"message":{"content":"x"},"finish_reason":\(texts[3])}],\
            "usage":{"prompt_tokens":\(n[1]),"completion_tokens":\(n[2]),"cost":\(n[3])}}},"error":\(message),\
            "timings":{"sent_at":\(n[4]),"attempts":\(n[5]),"latency":\(n[6]),"time_to_first_token":\(n[7]),\
            "inter_token_latencies":[\(gaps.joined(separator: ","))],"more":\(n[8])}}
            """
    }

    private static func anyNumber(_ generator: inout Generator) -> String {
        let odd = [
            "1e300", "-1e300", "1e400", "9223372036854775807", "-9223372036854775808", "1e-320", "-0", "null",
            "\"nan\"",
            "\"inf\"", "[]", "{}", "16777217", "1e12", "1e11", "999999999999.9", "0", "true",
        ]
        if Bool.random(using: &generator) { return odd.randomElement(using: &generator) ?? "0" }
        return "\(Double.random(in: 0...1e6, using: &generator))"
    }

    private static func anyText(_ generator: inout Generator) -> String {
        let pieces = [
            "\u{600}", "<img src=x>", "\"", "'", "&lt;", "\u{0}", "\u{202E}", "stop", "length", "ё", "\u{10FFFF}",
        ]
        return (0..<Int.random(in: 0...6, using: &generator)).map { _ in pieces.randomElement(using: &generator) ?? "" }
            .joined()
    }
}
