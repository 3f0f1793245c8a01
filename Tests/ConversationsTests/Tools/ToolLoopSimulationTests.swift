import Testing

@Suite(.timeLimit(.minutes(2))) struct ToolLoopSimulationTests {
    @Test func whateverHappensEachCallGetsOneResultAndNothingRunsWithoutConsent() {
        var (runs, questions) = (0, 0)
        for seed in 0..<20_000 as Range<UInt64> {
            var simulation = ToolLoopSimulation(seed: seed)
            simulation.play()
            runs += simulation.runs
            questions += simulation.questions
        }
        #expect(runs > 10_000 && questions > 10_000)
    }
}
