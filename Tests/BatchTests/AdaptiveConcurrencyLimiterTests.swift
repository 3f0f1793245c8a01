import Testing

@testable import Batch

/// How many requests `--concurrency auto` sends at once, against servers over simulated hours.
@Suite(.timeLimit(.minutes(5))) struct AdaptiveConcurrencyLimiterTests {
    private static let second = Nanoseconds.second

    /// A server that takes requests as long as the concurrencyLimiter lets them out.
    private struct Server {
        var concurrencyLimiter: AdaptiveConcurrencyLimiter
        var random = SplitMix64(seed: 7)
        var now = 0
        var inFlight: [(ends: Nanoseconds, sent: Nanoseconds, tokens: Int)] = []
        var replies = 0

        init(ceiling: Int) {
            concurrencyLimiter = AdaptiveConcurrencyLimiter(.automatic(ceiling: ceiling))
        }

        /// Keeps the window full until a time.
        ///
        /// - Parameter latency: How long a request takes, in seconds, by the requests that are under way and its tokens.
        mutating func run(until end: Nanoseconds, tokens: ClosedRange<Int> = 50...50, _ latency: (Int, Int) -> Double) {
            while now < end {
                while inFlight.count < concurrencyLimiter.limit {
                    let count = Int.random(in: tokens, using: &random)
                    let seconds = latency(inFlight.count + 1, count) * (0.7 + 0.6 * random.fraction())
                    inFlight.append((now + (seconds * 1e9).wholeNanoseconds, now, count))
                    concurrencyLimiter.noteSend(inFlight: inFlight.count)
                }
                guard let next = inFlight.indices.min(by: { inFlight[$0].ends < inFlight[$1].ends }) else { return }
                let (ends, sent, tokens) = inFlight.remove(at: next)
                now = max(now, ends)
                concurrencyLimiter.noteReply(tokens: tokens, sent: sent, at: now)
                replies += 1
            }
        }
    }

    @Test func aServerThatMerelyTakesLongerKeepsItsWindow() {
        var server = Server(ceiling: 64)
        server.run(until: 10 * Self.second) { _, _ in 0.02 }
        #expect(server.concurrencyLimiter.limit == 64)
        server.run(until: 70 * Self.second) { _, _ in 0.5 }
        #expect(server.concurrencyLimiter.limit >= 48)
        let before = server.replies
        server.run(until: 3670 * Self.second) { _, _ in 0.5 }
        // 64 at once would have given 128 a second.
        #expect(server.replies - before > 3600 * 110)
    }

    @Test func longerAnswersAreNoSignOfAQueue() {
        var server = Server(ceiling: 64)
        server.run(until: 60 * Self.second, tokens: 5...10) { _, tokens in 0.01 * Double(tokens) }
        server.run(until: 3600 * Self.second, tokens: 400...600) { _, tokens in 0.01 * Double(tokens) }
        #expect(server.concurrencyLimiter.limit >= 48)
    }

    @Test func slowAnswersFromTheStartReachTheCeilingWithinAMinute() {
        var server = Server(ceiling: 64)
        server.run(until: 60 * Self.second) { _, _ in 5 }
        #expect(server.concurrencyLimiter.limit >= 48)
        server.run(until: 3600 * Self.second) { _, _ in 5 }
        #expect(server.replies > 3500 * 64 / 5 * 8 / 10)
    }

    @Test(arguments: [8, 20, 50])
    func aQueueIsFoundAndKeptShort(capacity: Int) {
        var server = Server(ceiling: 1000)
        func latency(_ count: Int, _: Int) -> Double { 0.5 * max(1, Double(count) / Double(capacity)) }
        server.run(until: 300 * Self.second, latency)
        var limits: [Int] = []
        for minute in 6...40 {
            server.run(until: minute * 60 * Self.second, latency)
            limits.append(server.concurrencyLimiter.limit)
        }
        let average = limits.reduce(0, +) / limits.count
        #expect((capacity * 7 / 10...capacity * 2).contains(average), "\(average)")
        #expect(limits.allSatisfy { $0 <= capacity * 3 }, "\(limits.max() ?? 0)")
    }

    @Test func refusalsShrinkTheWindowOnceARound() {
        var concurrencyLimiter = AdaptiveConcurrencyLimiter(.automatic(ceiling: 200))
        var now = 0
        var limits: [Int] = []
        for round in 0..<300 {
            let count = concurrencyLimiter.limit
            let sent = now
            now += Self.second / 10
            for index in 0..<count {
                concurrencyLimiter.noteSend(inFlight: index + 1)
                // The server takes 50 at once and refuses the rest.
                if index < 50 {
                    concurrencyLimiter.noteReply(tokens: 10, sent: sent, at: now)
                } else {
                    concurrencyLimiter.noteRefusal(sent: sent, at: now)
                }
            }
            if round > 100 { limits.append(concurrencyLimiter.limit) }
        }
        let average = limits.reduce(0, +) / limits.count
        #expect((35...55).contains(average), "\(average)")
        #expect(limits.allSatisfy { $0 <= 60 })
    }

    @Test func aFixedWindowStaysAsItIs() {
        var concurrencyLimiter = AdaptiveConcurrencyLimiter(.fixed(7))
        concurrencyLimiter.noteRefusal(sent: 0, at: Self.second)
        #expect(concurrencyLimiter.limit == 7)
    }
}
