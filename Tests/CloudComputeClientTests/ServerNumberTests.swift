import Foundation
import JSON
import NIOHTTP1
import Testing

@testable import CloudComputeClient

/// Whatever numbers a server sends, what is read of them can be added, multiplied and printed without a trap.
@Suite(.timeLimit(.minutes(1))) struct ServerNumberTests {
    /// Numbers that have crashed programs, and such as are none.
    static let hostile =
        [
            "", " ", "0", "-0", "1", "+1", "-1", "0.5", ".5", "5.", "1e19", "1e20", "1e21", "1e300", "-1e300", "1e400",
            "1e-400", "9223372036854775807", "-9223372036854775808", "9223372036854775808", "18446744073709551615",
            "9007199254740993", "nan", "-nan", "inf", "-inf", "infinity", "NaN", "0x10", "0x1p9999", "1_000", "1,5",
            "١٢", "１２", "²", "1 2", "e5", "1e", "--1", "1e+", "\u{0}1", "1\u{301}", "∞", "soon",
            "1732440000", "Sun, 06 Nov 1994 08:49:37 GMT", "Sun, 06 Nov 99999999999999999999 08:49:37 GMT",
            "Sun, 06 Nov 9999 08:49:37 GMT", "Sun, 31 Feb 2027 23:59:60 GMT", "1h", "1m30s", "250ms", "9e99h", "1e308h",
        ] + [String(repeating: "9", count: 400), "0." + String(repeating: "0", count: 400) + "1"]
        + [String(repeating: "9", count: 400) + "h", String(repeating: "1h", count: 2000)]

    static func random(_ generator: inout SeededNumbers) -> String {
        let signs = Array("0123456789.eE+-xhms ٣nafi")
        let length = Int.random(in: 1...24, using: &generator)
        return String((0..<length).map { _ in signs.randomElement(using: &generator) ?? "0" })
    }

    static var all: [String] {
        var generator = SeededNumbers(seed: 2026)
        return hostile + (0..<4000).map { _ in random(&generator) }
    }

    @Test func everyWaitIsFromNoneToADay() {
        let days = Duration.zero...Duration.seconds(86_400)
        for text in Self.all {
            for name in ["retry-after", "retry-after-ms"] {
                let wait = RetryAfter.duration(in: [name: text])
                #expect(wait.map { days.contains($0) } ?? true, "\(name): \(text)")
            }
            #expect(RateLimitReport.duration(text).map { days.contains($0) } ?? true, "\(text)")
        }
    }

    @Test func everyLimitIsACountThatCanBeReckonedWith() throws {
        for text in Self.all {
            let report = RateLimitReport([
                "x-ratelimit-limit-requests": text, "x-ratelimit-limit-tokens": text,
                "x-ratelimit-remaining-requests": text, "x-ratelimit-reset-requests": text,
                "x-ratelimit-remaining-tokens": "0", "x-ratelimit-reset-tokens": text,
            ])
            for limit in [report?.requestsPerMinute, report?.tokensPerMinute].compactMap({ $0 }) {
                #expect((1...ServerNumber.largest).contains(limit), "\(text)")
            }
            #expect(report?.pause.map { (.zero ... .seconds(86_400)).contains($0) } ?? true, "\(text)")
        }
    }

    @Test func everyUsageCanBeSummed() throws {
        for text in Self.all {
            let forms = [JSONValue.string(text), (try? JSONValue(parsing: text)) ?? .null]
            for value in forms {
                let usage = try #require(
                    Usage(["prompt_tokens": value, "completion_tokens": value, "total_tokens": value, "cost": value]))
                let counts = [usage.promptTokens, usage.completionTokens, usage.totalTokens].compactMap { $0 }
                #expect(counts.allSatisfy { (0...ServerNumber.largest).contains($0) }, "\(text)")
                #expect(usage.cost.map { $0.isFinite && $0 >= 0 && $0 <= 1e12 } ?? true, "\(text)")
                #expect(usage.json["cost"] == value)
            }
        }
    }

    @Test func everyPriceAndSizeIsFiniteAndNotBelowZero() throws {
        for text in Self.all {
            let value = JSONValue.string(text)
            let model = try #require(
                Model(["id": "m", "context_length": value, "pricing": ["prompt": value, "completion": value]]))
            #expect(model.contextLength.map { (0...ServerNumber.largest).contains($0) } ?? true)
            #expect(model.promptPrice.flatMap { Double($0) }.map { abs($0) <= 1e12 } ?? true, "\(text)")
            let row: JSONValue = [
                "id": 1, "dph_total": value, "gpu_ram": value, "num_gpus": value, "disk_space": value,
                "start_date": value, "ssh_host": "h", "ssh_port": value, "runtype": "jupyter",
                "ports": ["22/tcp": [["HostPort": value]]],
            ]
            let instance = try #require(Instance(row))
            let offer = try #require(Offer(row))
            let amounts = [
                instance.pricePerHour, instance.diskSpace, instance.startedAt, offer.gpuMemory, offer.pricePerHour,
            ]
            #expect(amounts.compactMap { $0 }.allSatisfy { (0...1e12).contains($0) }, "\(text)")
            #expect(instance.sshEndpoint.map { (1...65535).contains($0.port) } ?? true, "\(text)")
        }
    }

    @Test(
        arguments: [
            ("1e300", Duration.seconds(86_400)), (String(repeating: "9", count: 400), .seconds(86_400)),
            ("-9223372036854775808", .zero), ("0x10", nil), ("nan", nil), ("inf", nil), ("", nil), ("٣", nil),
            ("2.5", .milliseconds(2500)),
        ] as [(String, Duration?)])
    func aWaitIsClampedOrNone(text: String, expected: Duration?) {
        #expect(RetryAfter.duration(in: ["retry-after": text]) == expected)
    }

    @Test(
        arguments: [
            ("1s", Duration.seconds(1)), ("6m0s", .seconds(360)), ("20ms", .milliseconds(20)), ("1h1m", .seconds(3660)),
            ("1x", nil), ("", nil), ("1e308h", nil),
        ] as [(String, Duration?)])
    func aResetIsReadInItsUnits(text: String, expected: Duration?) {
        #expect(RateLimitReport.duration(text) == expected)
    }
}

/// SplitMix64, so that a failing random case can be run again.
struct SeededNumbers: RandomNumberGenerator {
    private var state: UInt64

    init(seed: UInt64) { state = seed }

    mutating func next() -> UInt64 {
        state &+= 0x9E37_79B9_7F4A_7C15
        var mixed = state
        mixed = (mixed ^ (mixed >> 30)) &* 0xBF58_476D_1CE4_E5B9
        mixed = (mixed ^ (mixed >> 27)) &* 0x94D0_49BB_1331_11EB
        return mixed ^ (mixed >> 31)
    }
}
