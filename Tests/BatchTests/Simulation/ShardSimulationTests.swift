import Foundation
import Testing

@testable import Batch

@Suite(.timeLimit(.minutes(10))) struct ShardSimulationTests {
    private static let environment = ProcessInfo.processInfo.environment
    private static let seeds =
        environment["SEED"].flatMap { UInt64($0) }.map { $0...$0 }
        ?? 1...max(1, environment["SEEDS"].flatMap { UInt64($0) } ?? 500)

    @Test func whateverIsKilledOrStartedTwiceEachLineIsDoneByItsShard() {
        var failures = 0
        var rivals = 0
        for seed in Self.seeds where failures < 5 {
            var simulation = ShardSimulation(seed: seed)
            do { try simulation.play() } catch {
                failures += 1
                Issue.record("SEED=\(seed): \(error)")
            }
            if simulation.hadRivals { rivals += 1 }
        }
        #expect(
            Self.seeds.count < 100 || (Self.seeds.count / 10..<Self.seeds.count * 9 / 10).contains(rivals), "\(rivals)")
    }

    /// Shards that start one after the other and know nothing of each other.
    @Test func togetherTheyKeepTheLimitOnRequests() throws {
        for seed in 0..<60 as Range<UInt64> {
            var random = SplitMix64(seed: ~seed)
            let count = 1 + random.number(below: 6)
            var limits = BatchLimits()
            limits.requestsPerMinute = count + random.number(below: 60)
            let limit = try #require(limits.requestsPerMinute)
            var times: [Nanoseconds] = []
            for index in 0..<count {
                let own = try limits.divided(for: try #require(Shard(index: index, count: count)))
                var number = seed &* 100 &+ UInt64(index)
                // How soon `auto` is done is for a run without limits to tell.
                while Scenario(seed: number).kind == .automatic { number &+= 1000 }
                var scenario = Scenario(seed: number)
                scenario.limits.requestsPerMinute = own.requestsPerMinute
                var simulation = Simulation(scenario)
                try simulation.run()
                let start = random.number(below: 90 * Nanoseconds.second)
                times += simulation.ledger.sendTimes.map { $0 + start }
            }
            times.sort()
            for (first, next) in zip(times, times.dropFirst(limit)) {
                #expect(next - first > .minute, "seed \(seed): \(limit + 1) requests in \(next - first) ns")
            }
        }
    }
}
