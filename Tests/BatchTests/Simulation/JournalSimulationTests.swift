import Foundation
import Testing

@testable import Batch

@Suite(.timeLimit(.minutes(10))) struct JournalSimulationTests {
    /// `SEEDS` says how many histories are played, `SEED` plays one again.
    @Test func whateverIsEditedKilledOrFailsNothingIsLostAndNothingPaidTwice() {
        let environment = ProcessInfo.processInfo.environment
        let count = environment["SEEDS"].flatMap { UInt64($0) } ?? 2000
        let seeds = environment["SEED"].flatMap { UInt64($0) }.map { $0...$0 } ?? 1...max(1, count)
        var failures = 0
        for seed in seeds where failures < 5 {
            var simulation = JournalSimulation(seed: seed)
            simulation.isTraced = environment["SEED"] != nil
            do { try simulation.play() } catch {
                failures += 1
                Issue.record("SEED=\(seed): \(error)")
            }
        }
    }
}
