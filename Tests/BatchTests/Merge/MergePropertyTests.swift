import Foundation
import Testing

@testable import Batch

/// Merges of parts by chance against a model that holds everything in memory, exact to the byte.
@Suite(.timeLimit(.minutes(5))) struct MergePropertyTests {
    /// Each merge waits for the disk several times; `CLOUDCOMPUTE_MERGE_SEEDS` asks for more of them.
    private static let count = ProcessInfo.processInfo.environment["CLOUDCOMPUTE_MERGE_SEEDS"].flatMap { UInt64($0) }
    private static let seeds = 0..<max(1, count ?? 60)

    private func bytes(_ path: String) -> [UInt8] { [UInt8](FileManager.default.contents(atPath: path) ?? Data()) }

    @Test func mergesAreWhatTheModelSays() async throws {
        for seed in Self.seeds {
            let scene = try Scene()
            let folder = scene.folder.path
            let scenario = MergeScenario(seed: seed, folder: folder)
            try Data(scenario.input).write(to: scene.folder.appendingPathComponent("in.jsonl"))
            for file in scenario.files {
                try Data(file.bytes).write(to: scene.folder.appendingPathComponent(file.name))
            }
            let (knowsInput, isOrdered) = (seed % 4 != 0, seed % 4 == 3)
            var merge = BatchMerge(try PartSet([folder]), output: scene.path("all.jsonl"))
            if knowsInput { merge.inputs = [scene.path("in.jsonl")] }
            merge.isOrdered = isOrdered
            merge.list = scene.path("list.jsonl")
            let report = try await merge.run()
            let expected = scenario.expectation(knowsInput: knowsInput, isOrdered: isOrdered)
            #expect(report == expected.report, "seed \(seed)")
            #expect(bytes(scene.path("all.jsonl")) == expected.results, "seed \(seed)")
            #expect(bytes(scene.path("all.errors.jsonl")) == expected.failures, "seed \(seed)")
            for file in scenario.files { #expect(bytes(scene.path(file.name)) == file.bytes, "seed \(seed)") }
            // Once more, over what is there now, comes to the same.
            #expect(try await merge.run() == expected.report, "seed \(seed), again")
            #expect(bytes(scene.path("all.jsonl")) == expected.results, "seed \(seed), again")
            let listed =
                expected.report.missing + expected.report.doubled + expected.report.foreign
                + expected.report.foreignLines
            #expect(bytes(scene.path("list.jsonl")).count { $0 == 0x0A } == listed, "seed \(seed)")
            let names = try FileManager.default.contentsOfDirectory(atPath: folder)
            #expect(!names.contains { $0.hasSuffix(".draft") }, "seed \(seed): \(names)")
        }
    }

    /// Where a block ends makes no difference.
    @Test func linesAreCutTheSameFromBlocksOfAnySize() {
        for seed in Self.seeds {
            var random = SplitMix64(seed: seed)
            for file in MergeScenario(seed: seed, folder: "f").files {
                #expect(
                    entries(file.bytes, blocks: [file.bytes.count])
                        == entries(file.bytes, blocks: (0..<99).map { _ in Int.random(in: 1...40, using: &random) }))
            }
        }
    }

    private func entries(_ bytes: [UInt8], blocks: [Int]) -> [String] {
        var scan = PartScan()
        var entries: [String] = []
        var rest = bytes[...]
        var sizes = blocks.makeIterator()
        let body = { (entry: PartEntry) in
            switch entry {
            case .line(let line):
                entries.append("\(line.offset) \(line.kind) \(String(decoding: line.bytes, as: UTF8.self))")
            case .torn: entries.append("torn")
            case .foreign(let number): entries.append("foreign \(number)")
            }
        }
        while !rest.isEmpty {
            let block = Array(rest.prefix(sizes.next() ?? 64))
            scan.add(block, count: block.count, body)
            rest = rest.dropFirst(block.count)
        }
        scan.finish(body)
        return entries
    }
}
