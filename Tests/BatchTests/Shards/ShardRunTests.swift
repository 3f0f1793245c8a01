import Foundation
import JSON
import Synchronization
import Testing

@testable import Batch
@testable import Files

/// Runs of shards in real files.
@Suite(.timeLimit(.minutes(5))) struct ShardRunTests {
    private func run(
        _ scene: Scene, _ index: Int, of count: Int, rule: ShardRule = .id, inputs: [String] = ["in.jsonl"],
        badLines: BatchRun.BadLines = .fail, notify: @escaping @Sendable (BatchNotice) -> Void = { _ in }
    ) async throws -> BatchSummary {
        let shard = try #require(Shard(index: index, count: count))
        var form = RequestBuilder()
        form.standardModel = "m"
        let output = scene.path("out.jsonl")
        var run = BatchRun(
            inputs: inputs.map(scene.path), output: ShardPath.file(output, of: shard), form: form, badLines: badLines)
        run.sharding = Sharding(shard, rule: rule, output: output, lockPatience: .zero)
        run.notify = notify
        return try await run.run { body, _ in
            scene.sent.withLock { $0.append(String(decoding: body, as: UTF8.self)) }
            return BatchResponse(Scene.reply("ok"))
        }
    }

    private func ids(_ scene: Scene, _ name: String) throws -> [String] {
        try scene.lines(name).compactMap { $0["custom_id"]?.string }
    }

    @Test(arguments: ShardRule.allCases) func togetherTheyDoEachLineOnceAlsoOfAppendedInput(rule: ShardRule)
        async throws
    {
        for seed in 1...2 as ClosedRange<UInt64> {
            var random = SplitMix64(seed: seed)
            let count = 2 + Int(random.next() % 3)
            let scene = try Scene()
            func text(_ numbers: ClosedRange<Int>) -> String {
                numbers.map { number in
                    switch number % 4 {
                    case 0:
                        "{\"custom_id\":\"c\(number)\",\"prompt\":\"\(String(repeating: "x", count: number % 50))\"}\n"
                    case 1: "\"equal\"\n\n"
                    default: "\"line \(number % 7)\"\n"
                    }
                }
                .joined()
            }
            var expected = 0
            var before: [Int: [String]] = [:]
            for end in [40, 75] {
                try scene.write(text(1...end))
                try scene.write("\"other\"\n\"equal\"\n", to: "more.jsonl")
                // Where lines are counted only the last input may grow.
                let inputs = rule == .id ? ["in.jsonl", "more.jsonl"] : ["more.jsonl", "in.jsonl"]
                for index in 0..<count {
                    _ = try await run(scene, index, of: count, rule: rule, inputs: inputs)
                    let ids = try ids(scene, "out.\(index)-of-\(count).jsonl")
                    // Lines before equal ones of another input give these another number.
                    let keepsNames = Array(ids.prefix(before[index]?.count ?? 0)) == before[index] ?? []
                    #expect(rule == .id || keepsNames, "seed \(seed)")
                    before[index] = ids
                }
                expected = end + 2
                let all = before.values.flatMap { $0 }
                #expect(all.count == expected && Set(all).count == expected, "seed \(seed), \(count) shards")
            }
            #expect(scene.sent.withLock { $0.count } == expected)
        }
    }

    @Test func aBadLineIsRecordedByOneShardAndADoubledIdIsFound() async throws {
        let scene = try Scene()
        try scene.write(
            (1...30).map { "{\"custom_id\":\"c\($0)\",\"prompt\":\"p\"}\n" }.joined()
                + "{broken\n[1]\n{\"custom_id\":\"c3\",\"prompt\":\"again\"}\n{\"custom_id\":\"c4\",\"prompt\":\"again\"}\n"
        )
        for rule in ShardRule.allCases {
            await #expect(throws: BatchError.self) { try await run(scene, 0, of: 3, rule: rule) }
            for index in 0..<3 { _ = try await run(scene, index, of: 3, rule: rule, badLines: .skip) }
            var results: [String] = []
            var failures: [String] = []
            for index in 0..<3 {
                results += try ids(scene, "out.\(index)-of-3.jsonl")
                failures += try ids(scene, "out.\(index)-of-3.errors.jsonl")
            }
            let path = scene.path("in.jsonl")
            #expect(results.sorted() == (1...30).map { "c\($0)" }.sorted())
            #expect(failures.sorted() == (31...34).map { "\(path):\($0)" })
            for name in try FileManager.default.contentsOfDirectory(atPath: scene.folder.path)
            where name.hasPrefix("out") {
                try FileManager.default.removeItem(atPath: scene.path(name))
            }
        }
    }

    @Test func aRunBesideAnotherGoesOnFromWhatThatHasDone() async throws {
        let scene = try Scene()
        let main = scene.path("out.0-of-1.jsonl")
        try scene.write("\"one\"\n\"two\"\n")
        _ = try await run(scene, 0, of: 1)
        try scene.write("\"one\"\n\"two\"\n\"three\"\n")
        let disk = FileSystemDisk(
            results: main, failures: scene.path("out.0-of-1.errors.jsonl"), superseded: nil)
        do {
            let held = try #require(try disk.open(.results))
            let (notices, continuation) = AsyncStream.makeStream(of: BatchNotice.self)
            let summary = try await run(scene, 0, of: 1) { continuation.yield($0) }
            continuation.finish()
            let other = scene.path("out.0-of-1.attempt-1.jsonl")
            #expect(await notices.reduce(into: []) { $0.append($1) } == [.isStillLocked(main, goesOnIn: other)])
            #expect(summary.alreadyDone == 2 && summary.succeeded == 1 && summary.output == other)
            #expect(try ids(scene, "out.0-of-1.attempt-1.jsonl") == ["in:3"])
            #expect(held.size > 0)
        }
        let after = try await run(scene, 0, of: 1)
        #expect(after.alreadyDone == 3 && after.succeeded == 0)
        #expect(try ids(scene, "out.0-of-1.jsonl").sorted() == ["in:1", "in:2"])
    }

    @Test func withoutLocksEachRunMakesFilesOfItsOwn() async throws {
        let scene = try Scene()
        try scene.write("\"one\"\n\"two\"\n")
        let (results, failures) = (scene.path("out.0-of-1.jsonl"), scene.path("out.0-of-1.errors.jsonl"))
        func open() throws -> JournalState {
            let disk = FileSystemDisk(results: results, failures: failures, superseded: nil, exclusion: .creation)
            return try JournalState.open(disk, survey: InputScan(files: [], isComplete: true)) { _ in true }
        }
        _ = try open()
        #expect(throws: BatchError.lockedOutput(results)) { try open() }
    }

    @Test func theManifestLeadsToAnInputInAnotherFolder() async throws {
        let scene = try Scene()
        try FileManager.default.createDirectory(atPath: scene.path("data"), withIntermediateDirectories: true)
        try scene.write("\"a\"\n", to: "data/v2.jsonl")
        try FileManager.default.createSymbolicLink(atPath: scene.path("data/in"), withDestinationPath: "v2.jsonl")
        _ = try await run(scene, 0, of: 1, inputs: ["data/in"])
        let manifest = try #require(ShardManifest(Array(scene.read("out.shards.json").utf8)))
        #expect(manifest.inputs.map(\.path) == ["data/in"])
        #expect(try PartSet([scene.path("out.jsonl")]).inputs == [scene.path("data/in")])
    }

    @Test func theManifestStandsOnlyOnceARunCanBegin() async throws {
        let scene = try Scene()
        try scene.write("{broken\n")
        await #expect(throws: BatchError.self) { try await run(scene, 0, of: 2) }
        #expect(!FileManager.default.fileExists(atPath: scene.path("out.shards.json")))
        try scene.write("\"good\"\n")
        _ = try await run(scene, 0, of: 2)
        await #expect(throws: ShardError.self) { try await run(scene, 0, of: 3) }
        await #expect(throws: ShardError.self) { try await run(scene, 0, of: 2, rule: .lines) }
        try scene.write("\"other\"\n")
        await #expect(throws: ShardError.self) { try await run(scene, 1, of: 2) }
        #expect(!FileManager.default.fileExists(atPath: scene.path("out.1-of-2.jsonl")))
    }
}
