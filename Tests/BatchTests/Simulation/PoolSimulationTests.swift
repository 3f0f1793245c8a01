import Foundation
import Testing

@testable import Batch

/// Thousands of pools, each from a seed; `make simulate SEEDS=n` runs more, `SEED=s` one again.
@Suite(.timeLimit(.minutes(30))) struct PoolSimulationTests {
    @Test func everyChunkIsDoneAndNothingIsLostWhoeverComesAndGoes() {
        let environment = ProcessInfo.processInfo.environment
        let count = environment["CLOUDCOMPUTE_SIMULATION_SEEDS"].flatMap { UInt64($0) } ?? 2000
        let seeds =
            environment["CLOUDCOMPUTE_SIMULATION_SEED"].flatMap { UInt64($0) }.map { $0..<($0 &+ 1) } ?? 0..<count
        var failures = 0
        for seed in seeds where failures < 5 {
            var simulation = PoolSimulation(seed: seed)
            do { try simulation.run() } catch {
                failures += 1
                Issue.record("\(error)")
            }
        }
    }
}
