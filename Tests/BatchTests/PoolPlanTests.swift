import Testing

@testable import Batch

@Suite(.timeLimit(.minutes(1))) struct PoolPlanTests {
    @Test func everyLineIsInOneChunkAndChunksShrink() {
        var random = SplitMix64(seed: 1)
        for _ in 0..<500 {
            let lines = Int.random(in: 0...20_000, using: &random)
            let rule = PoolPlan.Rule(
                divisor: .random(in: 1...64, using: &random), smallest: .random(in: 1...9, using: &random),
                largest: .random(in: 1...2000, using: &random))
            let plan = PoolPlan(lines: lines, rule: rule)
            var end = 0
            var last = Int.max
            for chunk in 0..<plan.count {
                #expect(plan[chunk].lowerBound == end && !plan[chunk].isEmpty && plan[chunk].count <= last)
                #expect(plan[chunk].count <= rule.largest)
                end = plan[chunk].upperBound
                last = plan[chunk].count
            }
            #expect(end == lines)
        }
    }

    @Test func theChunksOfTheLargestSizeNeedNotBeListed() {
        var random = SplitMix64(seed: 2)
        for _ in 0..<2000 {
            let lines = Int.random(in: 0...3000, using: &random)
            let rule = PoolPlan.Rule(
                divisor: .random(in: 1...9, using: &random), smallest: .random(in: 1...9, using: &random),
                largest: .random(in: 1...20, using: &random))
            var chunks: [Range<Int>] = []
            while case let start = chunks.last?.upperBound ?? 0, start < lines {
                let share = (lines - start) / rule.divisor
                chunks.append(start..<start + min(max(share, rule.smallest, 1), rule.largest, lines - start))
            }
            let plan = PoolPlan(lines: lines, rule: rule)
            #expect((0..<plan.count).map { plan[$0] } == chunks && plan.lines == lines, "\(lines) \(rule)")
        }
    }

    @Test func aPlanOfAnyNumberIsMadeAtOnce() throws {
        let text = """
            {"format":"cloudcompute batch pool","version":1,"lines":10000000000000,"requests":"0",\
            "chunks":{"divisor":10000,"smallest":1,"largest":1000000},"lease_seconds":60}
            """
        let plan = try #require(PoolDescription(Array(text.utf8))).plan
        #expect(plan.lines == 10_000_000_000_000 && plan[plan.count - 1].upperBound == plan.lines)
        #expect(PoolPlan(lines: .max).lines == .max && PoolPlan(lines: .max)[1] == 1000..<2000)
        let slow = text.replacing(#""divisor":10000"#, with: #""divisor":10001"#)
        #expect(PoolDescription(Array(slow.utf8)) == nil)
    }

    @Test func theLastChunksAreSingleLinesAndTheFirstAreBounded() {
        let plan = PoolPlan(lines: 1_000_000)
        #expect(plan[0].count == 1000 && plan[plan.count - 1].count == 1)
        #expect(plan.count < 1300)
        #expect(PoolPlan(lines: 0).count == 0)
    }

    /// The numbers are part of the format: all workers must come to the same.
    @Test func theChunksOfAPoolStayTheSame() {
        let plan = PoolPlan(lines: 100)
        #expect((0..<6).map { plan[$0].count } == [3, 3, 2, 2, 2, 2])
        #expect(plan.count == 80)
    }

    @Test func aDescriptionIsReadAsItWasWritten() throws {
        let description = PoolDescription(
            inputs: [.init(name: "in.jsonl", bytes: 12)], lines: 3, requests: 0xAB, lease: .seconds(90))
        #expect(PoolDescription(description.text) == description)
        #expect(PoolDescription(inputs: [], lines: 0, requests: 0, lease: .zero).leaseSeconds == 1)
    }

    @Test(arguments: [
        "", "{}", "[]", #"{"format":"cloudcompute batch pool","version":2}"#,
        #"{"format":"cloudcompute batch pool","version":1,"lines":-1,"requests":"0","chunks":{"divisor":1,"smallest":1,"largest":1},"lease_seconds":60}"#,
        #"{"format":"cloudcompute batch pool","version":1,"lines":1,"requests":"0","chunks":{"divisor":0,"smallest":1,"largest":1},"lease_seconds":60}"#,
        #"{"format":"cloudcompute batch pool","version":1,"lines":1,"requests":"0","chunks":{"divisor":1,"smallest":1,"largest":1},"lease_seconds":0}"#,
    ])
    func otherTextsAreNoDescription(text: String) {
        #expect(PoolDescription(Array(text.utf8)) == nil)
    }

    @Test(arguments: ["", ".", "1", "1.0", "01.1", "-1.1", "1.1.1", "1.1000001", "1.x", "99999999999999999999.1"])
    func otherNamesAreNoClaim(name: String) {
        #expect(PoolClaim(name: name[...]) == nil)
    }

    @Test func aClaimIsReadFromItsName() {
        #expect(PoolClaim(name: "12.3") == PoolClaim(12, 3))
        #expect(PoolClaim(12, 3).name == "12.3")
    }
}
