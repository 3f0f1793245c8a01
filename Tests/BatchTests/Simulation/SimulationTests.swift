import Foundation
import Testing

@testable import Batch

/// Thousands of whole runs of the engine, each drawn from a seed, each checked at every step.
///
/// `make simulate SEEDS=n` runs more; `make simulate SEED=s` runs one again, exactly as it was.
@Suite(.timeLimit(.minutes(60))) struct SimulationTests {
    private static let environment = ProcessInfo.processInfo.environment
    private static let count = environment["CLOUDCOMPUTE_SIMULATION_SEEDS"].flatMap { UInt64($0) } ?? 20_000
    private static let single = environment["CLOUDCOMPUTE_SIMULATION_SEED"].flatMap { UInt64($0) }

    private static func outcome(_ seed: UInt64) -> Violation? {
        var simulation = Simulation(Scenario(seed: seed))
        do { try simulation.run() } catch { return error }
        return nil
    }

    @Test func everyRunKeepsItsPromises() async {
        if let seed = Self.single {
            if let violation = Self.outcome(seed) { Issue.record("\(violation)") }
            return
        }
        let workers: UInt64 = 2
        let violations = await withTaskGroup(of: [Violation].self) { group in
            for worker in 0..<workers {
                group.addTask {
                    let seeds = stride(from: worker, to: Self.count, by: Int(workers))
                    return Array(seeds.lazy.compactMap(Self.outcome).prefix(5))
                }
            }
            return await group.reduce(into: []) { $0 += $1 }
        }
        for violation in violations { Issue.record("\(violation)") }
    }

    @Test func aSeedGivesTheSameRunAgain() throws {
        for seed in 0..<50 as Range<UInt64> {
            var one = Simulation(Scenario(seed: seed))
            var other = Simulation(Scenario(seed: seed))
            try one.run()
            try other.run()
            #expect(one.now == other.now && one.steps == other.steps && one.sends == other.sends)
        }
    }
}
