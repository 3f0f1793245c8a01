import Foundation
import Testing

@testable import Batch

@Suite(.timeLimit(.minutes(1))) struct PoolStatusTests {
    /// A pool of 40 lines, whose first chunks have 10, 7 and 5 of them.
    private func pool(lines: Int = 40, divisor: Int = 4) throws -> (scene: Scene, plan: PoolPlan) {
        let scene = try Scene()
        for folder in ["pool/claims", "pool/parts", "pool/done"] {
            try FileManager.default.createDirectory(atPath: scene.path(folder), withIntermediateDirectories: true)
        }
        var description = PoolDescription(inputs: [], lines: lines, requests: 7, lease: .seconds(60))
        description.rule.divisor = divisor
        try scene.write(String(decoding: description.text, as: UTF8.self), to: "pool/pool.json")
        return (scene, description.plan)
    }

    private func lines(_ count: Int) -> String { String(repeating: "{}\n", count: count) }

    @Test func eachLineOfAPoolCountsOnceWhateverCopiesThereAre() throws {
        let (scene, plan) = try pool()
        #expect(plan[0].count == 10 && plan[1].count == 7 && plan[2].count == 5)
        var reader = StatusReader([scene.path("pool"), scene.path("pool/")])
        let empty = try reader.report(now: 0)
        #expect(empty.outputs.map(\.output) == [scene.path("pool")] && empty.remaining == 40 && empty.rate == nil)
        // Done by the second claim, whose part has copies of the first one's lines.
        try scene.write(lines(6), to: "pool/parts/0.1.jsonl")
        try scene.write(lines(10), to: "pool/parts/0.2.jsonl")
        try scene.write("", to: "pool/done/0.2.ok")
        try scene.write(lines(5), to: "pool/parts/1.1.jsonl")
        try scene.write(lines(2), to: "pool/parts/1.1.errors.jsonl")
        try scene.write("", to: "pool/done/1.1.failed")
        // Not done yet.
        try scene.write(lines(3), to: "pool/parts/2.1.jsonl")
        try scene.write(lines(4), to: "pool/parts/2.2.jsonl")
        try scene.write(lines(1), to: "pool/parts/2.2.errors.jsonl")
        for name in ["done/x", "done/99999.1.ok", "done/-1.1.ok", "parts/99999.1.jsonl", "parts/2.jsonl"] {
            try scene.write(lines(50), to: "pool/\(name)")
        }
        let report = try reader.report(now: 11)
        #expect(report.done == 19 && report.failed == 3 && report.remaining == 18 && report.rate == 2)
        #expect(report.outputs.first?.state == .open && !report.isFinal && report.silent.isEmpty)
        // Of two who have run it, one may have had no failure.
        try scene.write("", to: "pool/done/1.2.ok")
        try scene.write(lines(7), to: "pool/parts/1.2.jsonl")
        for chunk in 2..<plan.count {
            try scene.write("", to: "pool/done/\(chunk).1.ok")
            try scene.write(lines(plan[chunk].count), to: "pool/parts/\(chunk).1.jsonl")
        }
        let last = try reader.report(now: 12)
        #expect(last.done == 40 && last.failed == 0 && last.remaining == 0)
        #expect(last.isFinal && last.outputs.first?.state == .finished)
        // A mark says nothing without its part.
        try FileManager.default.removeItem(atPath: scene.path("pool/parts/3.1.jsonl"))
        let damaged = try reader.report(now: 13)
        #expect(damaged.remaining == plan[3].count && damaged.outputs.first?.state == .open)
    }

    @Test func poolsStandBesideOtherOutputs() throws {
        let (scene, _) = try pool()
        try scene.write(lines(2), to: "out.jsonl")
        var reader = StatusReader([scene.path("out.jsonl"), scene.path("pool")])
        let report = try reader.report(now: 0)
        #expect(report.outputs.map(\.state) == [.open, .unknown] && report.done == 2)
    }

    @Test func aPoolThatNoFolderCouldHoldIsNone() throws {
        var description = PoolDescription(inputs: [], lines: .max, requests: 7, lease: .seconds(60))
        #expect(PoolDescription(description.text) == nil)
        description.lines = 1_000_000_000
        #expect(PoolDescription(description.text) == description)
    }
}
