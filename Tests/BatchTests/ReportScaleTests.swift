import JSON
import Testing

@testable import Batch

/// Of very many results a report keeps no more than of many, and still tells what they say.
@Suite(.timeLimit(.minutes(2))) struct ReportScaleTests {
    @Test(arguments: 0..<20) func aSketchIsOffByNoMoreThanItSays(seed: UInt64) {
        var random = SplitMix64(seed: seed)
        let scale = Double.random(in: -2...6, using: &random)
        let numbers = (0..<5000).map { _ in
            Double.random(in: 0...1, using: &random) * .init(sign: .plus, exponent: Int(scale), significand: 1)
        }
        var sketched = NumberCollector(limit: 100)
        for number in numbers { sketched.add(number) }
        let (exact, estimate) = (Distribution(numbers), sketched.distribution)
        #expect(estimate.isEstimate && !exact.isEstimate)
        #expect(estimate.count == exact.count && estimate.least == exact.least && estimate.greatest == exact.greatest)
        #expect(abs(estimate.mean - exact.mean) <= exact.mean * 1e-9)
        #expect(abs(estimate.standardDeviation - exact.standardDeviation) <= exact.mean * 1e-9)
        for percent in [1.0, 25, 50, 90, 99, 99.9] {
            let (found, wanted) = (estimate.percentile(percent), exact.percentile(percent))
            #expect(
                abs(found - wanted) <= wanted * NumberSketch.relativeError + 1.0 / 1024,
                "\(percent): \(found) \(wanted)")
        }
        #expect(estimate.histogram(steps: 40).counts.reduce(0, +) == numbers.count)
    }

    @Test func numbersFromOutsideFitIntoASketch() {
        var collector = NumberCollector(limit: 0)
        for number in [0, .leastNonzeroMagnitude, 1e-9, 1.0 / 1024, 1, 1e12, 1e300, .greatestFiniteMagnitude] {
            collector.add(number)
        }
        let distribution = collector.distribution
        #expect(distribution.count == 8 && distribution.least == 0)
        #expect(distribution.percentile(50).isFinite && distribution.histogram(steps: 4).counts.reduce(0, +) == 8)
    }

    @Test(arguments: 0..<50) func spansAreTheSameInAnyOrder(seed: UInt64) {
        var random = SplitMix64(seed: seed)
        var times = (0..<60).map { _ in
            let start = Double.random(in: 0...2000, using: &random)
            return (start, start + Double.random(in: -1...30, using: &random))
        }
        var expected: [ClosedRange<Double>] = []
        for (start, end) in times.sorted(by: { $0.0 < $1.0 }) {
            let end = max(start, end)
            if let last = expected.last, start - last.upperBound <= BusySpans.shortestPause {
                expected[expected.count - 1] = last.lowerBound...max(last.upperBound, end)
            } else {
                expected.append(start...end)
            }
        }
        for _ in 0..<3 {
            times.shuffle(using: &random)
            var busy = BusySpans()
            for (start, end) in times { busy.add(from: start, to: end) }
            #expect(busy.spans == expected)
        }
    }

    @Test func pausesWithoutNumberAreNotToldApart() {
        var busy = BusySpans()
        for index in 0..<20_000 { busy.add(from: Double(index) * 1000, to: Double(index) * 1000 + 1) }
        #expect(busy.spans.count <= 4096 && busy.pause > BusySpans.shortestPause)
        #expect(busy.spans.first?.lowerBound == 0 && busy.spans.last?.upperBound == 19_999_001)
    }

    @Test func manyRepliesAreCountedInSpansOfTime() {
        var (exact, counted) = (ReplyTimeline(), ReplyTimeline(limit: 100))
        var random = SplitMix64(seed: 5)
        // Eight at once for a while; then a day later four at once.
        for (start, workers) in [(1e9, 8), (1e9 + 86_400, 4)] {
            for worker in 0..<workers {
                var time = start + Double(worker) / 100
                for _ in 0..<400 {
                    let length = Double.random(in: 1...3, using: &random)
                    exact.add(from: time, to: time + length, tokens: 10)
                    counted.add(from: time, to: time + length, tokens: 10)
                    time += length
                }
            }
        }
        #expect(counted.step != nil && exact.step == nil)
        #expect(counted.busy == exact.busy)
        #expect((7...8).contains(counted.maximumConcurrency) && (8...9).contains(exact.maximumConcurrency))
        let (one, other) = (ReplyRates(exact), ReplyRates(counted))
        #expect(one.binWidth == other.binWidth && one.replies.count == other.replies.count)
        #expect(abs(one.tokens.reduce(0, +) - other.tokens.reduce(0, +)) < 1e-6)
        for (rate, estimate) in zip(one.replies, other.replies) { #expect(abs(rate - estimate) * one.binWidth <= 8) }
    }

    @Test func timesThatCannotBeDoNotBreakTheTimeline() {
        var timeline = ReplyTimeline(limit: 0)
        for (start, end) in [(1e11, 1.01e11), (0, 1e9), (5, 5), (1e11, 1e11)] {
            timeline.add(from: start, to: end, tokens: .max)
        }
        #expect(timeline.ended.reduce(0) { $0 + $1.replies } == 4)
        #expect(timeline.maximumConcurrency >= 0 && ReplyRates(timeline).replies.allSatisfy(\.isFinite))
    }
}
