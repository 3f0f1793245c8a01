import Files
import Foundation
import JSON
import SystemPackage
import Testing

@testable import Batch

/// What a merge does with what stands in the place of its output.
@Suite(.timeLimit(.minutes(1))) struct MergeOutputTests {
    private func line(_ id: String, _ text: String = "x", sentAt: Int = 1) -> String {
        "{\"id\":\"batch_req_\(String(repeating: "a", count: 32))\",\"custom_id\":\"\(id)\",\"response\":{\"status_code\":200,"
            + "\"request_id\":\"\",\"body\":{\"text\":\"\(text)\"}},\"error\":null,\"timings\":{\"sent_at\":\(sentAt).000000,"
            + "\"attempts\":1,\"latency\":1.000}}\n"
    }

    private func merge(_ scene: Scene, _ parts: [String], list: String? = nil) async throws -> MergeReport {
        var merge = BatchMerge(try PartSet(parts.map(scene.path)), output: scene.path("all.jsonl"))
        merge.list = list.map(scene.path)
        return try await merge.run()
    }

    @Test(arguments: ["hello\n", "{\"custom_id\":\"a\"}\n", "no end"])
    func aFileOfOthersStays(text: String) async throws {
        let scene = try Scene()
        try scene.write(line("a"), to: "out.0-of-1.jsonl")
        for name in ["all.jsonl", "all.errors.jsonl"] {
            try scene.write(text, to: name)
            await #expect(throws: MergeError.foreignOutput(scene.path(name), line: 1)) {
                try await merge(scene, ["out.0-of-1.jsonl"])
            }
            #expect(try scene.read(name) == text)
            try FileManager.default.removeItem(atPath: scene.path(name))
        }
        #expect(try FileManager.default.contentsOfDirectory(atPath: scene.folder.path) == ["out.0-of-1.jsonl"])
    }

    @Test func resultsThatNoPartHasStay() async throws {
        let scene = try Scene()
        try scene.write(line("a", "old") + line("b"), to: "all.jsonl")
        try scene.write(line("a", "new", sentAt: 2) + line("b"), to: "out.0-of-1.jsonl")
        await #expect(throws: MergeError.losesResults(scene.path("all.jsonl"), count: 1)) {
            try await merge(scene, ["out.0-of-1.jsonl"])
        }
        #expect(try scene.read("all.jsonl") == line("a", "old") + line("b"))
        // What the run has put aside is not lost.
        try scene.write(line("a", "old"), to: "out.0-of-1.superseded.jsonl")
        #expect(try await merge(scene, ["out.0-of-1.jsonl"]).results == 2)
        #expect(try scene.read("all.jsonl") == line("a", "new", sentAt: 2) + line("b"))
    }

    @Test func anOutputThatARunHoldsIsRefused() async throws {
        let scene = try Scene()
        for name in ["all.jsonl", "out.0-of-1.jsonl"] { try scene.write(line("a"), to: name) }
        let holder = try #require(try LockedFile(scene.path("all.jsonl")))
        await #expect(throws: MergeError.lockedOutput(scene.path("all.jsonl"))) {
            try await merge(scene, ["out.0-of-1.jsonl"])
        }
        withExtendedLifetime(holder) {}
    }

    @Test(arguments: ["all.jsonl", "all.errors.jsonl"], [true, false])
    func anOutputThatChangesMeanwhileStays(name: String, isThereBefore: Bool) async throws {
        let scene = try Scene()
        try scene.write(line("a"), to: "out.0-of-1.jsonl")
        if isThereBefore { try scene.write("", to: name) }
        let former = try await FormerOutput(results: scene.path("all.jsonl"), failures: scene.path("all.errors.jsonl"))
        let merged = try MergeOutput(
            results: scene.path("all.jsonl"), failures: scene.path("all.errors.jsonl"), former)
        try scene.write(line("b"), to: name)
        #expect(throws: MergeError.changedPart(scene.path(name))) {
            try merged.commit(try MergeList(nil)) { Issue.record("placed") }
        }
        merged.discard()
        #expect(try scene.read(name) == line("b"))
        #expect(
            try FileManager.default.contentsOfDirectory(atPath: scene.folder.path).sorted() == [
                name, "out.0-of-1.jsonl",
            ])
    }

    @Test func whatHasItsPlaceBeforeAFailureIsTold() async throws {
        let scene = try Scene()
        let path = scene.path("all.jsonl")
        let former = try await FormerOutput(results: path, failures: scene.path("all.errors.jsonl"))
        let merged = try MergeOutput(results: path, failures: scene.path("all.errors.jsonl"), former)
        try merged.append(Array("x".utf8), isResult: false)
        let error = MergeError.partlyWritten(FileError(path: FileDraft.realPath(path), .system(.fileExists)))
        #expect(throws: error) {
            try merged.commit(try MergeList(nil)) { try? scene.write("mine", to: "all.jsonl") }
        }
        merged.discard()
        #expect(try scene.read("all.jsonl") == "mine")
        #expect(try scene.read("all.errors.jsonl") == "x\n")
    }

    @Test(arguments: ["{\"id\":\"batch_re", ""]) func aRunThatStartsAgainMeanwhileShiftsNoLines(torn: String)
        async throws
    {
        let scene = try Scene()
        let (first, second) = ("out.0-of-2.jsonl", "out.1-of-2.jsonl")
        let long = line("c", String(repeating: "x", count: 9))
        try scene.write(line("a") + torn, to: first)
        try scene.write(line("b"), to: second)
        let parts = try PartSet([first, second].map(scene.path))
        let (results, failures) = (scene.path("all.jsonl"), scene.path("all.errors.jsonl"))
        let former = try await FormerOutput(results: results, failures: failures)
        var report = MergeReport()
        let list = try MergeList(nil)
        let scan = try MergeScan(parts, beside: results)
        try await scan.readParts(former, list, &report)
        let selection = try await MergeSelection(scan, isOrdered: false, beside: results)
        let file = try FileHandle(forUpdating: URL(fileURLWithPath: scene.path(first)))
        try file.truncate(atOffset: UInt64(line("a").utf8.count))
        try file.seekToEnd()
        try file.write(contentsOf: Data((long + long).utf8))
        try file.close()
        let merged = try MergeOutput(results: results, failures: failures, former)
        try await MergeCopy(scan: scan, selection: selection, output: merged).run(list, &report)
        try merged.commit(list) {}
        #expect(try scene.read("all.jsonl") == line("a") + line("b"))
    }

    @Test func aPartThatIsCutMeanwhileIsTold() async throws {
        let scene = try Scene()
        try scene.write(line("a") + line("b"), to: "out.0-of-1.jsonl")
        let results = scene.path("all.jsonl")
        let former = try await FormerOutput(results: results, failures: scene.path("all.errors.jsonl"))
        var report = MergeReport()
        let list = try MergeList(nil)
        let scan = try MergeScan(try PartSet([scene.path("out.0-of-1.jsonl")]), beside: results)
        try await scan.readParts(former, list, &report)
        let selection = try await MergeSelection(scan, isOrdered: false, beside: results)
        #expect(truncate(scene.path("out.0-of-1.jsonl"), 9) == 0)
        let merged = try MergeOutput(results: results, failures: scene.path("all.errors.jsonl"), former)
        await #expect(throws: MergeError.changedPart(scene.path("out.0-of-1.jsonl"))) {
            try await MergeCopy(scan: scan, selection: selection, output: merged).run(list, &report)
        }
        merged.discard()
    }

    @Test(arguments: [(BatchStatus.State.finished, true), (.drained, false), (.running, false), (nil, nil)])
    func withoutTheInputRunsTellWhetherAllIsThere(state: BatchStatus.State?, isComplete: Bool?) async throws {
        let scene = try Scene()
        try scene.write(line("a"), to: "out.0-of-1.jsonl")
        if let state {
            var status = BatchStatus()
            status.state = state
            try scene.write(String(decoding: status.json.jsonBytes, as: UTF8.self), to: "out.0-of-1.status.json")
        }
        let report = try await merge(scene, ["out.0-of-1.jsonl"])
        #expect(report.isComplete == isComplete)
        #expect(report.unfinished == (isComplete == false ? [scene.path("out.0-of-1.jsonl")] : []))
    }

    @Test func withoutTheInputAPoolTellsWhetherAllIsThere() async throws {
        let scene = try Scene()
        for folder in ["pool/parts", "pool/done"] {
            try FileManager.default.createDirectory(atPath: scene.path(folder), withIntermediateDirectories: true)
        }
        let pool = PoolDescription(inputs: [], lines: 1, requests: 1, lease: .seconds(60))
        try scene.write(String(decoding: pool.text, as: UTF8.self), to: "pool/pool.json")
        let claim = PoolClaim(0, 1).name
        try scene.write(line("a"), to: "pool/parts/\(claim).jsonl")
        let open = try await merge(scene, ["pool"])
        #expect(open.isComplete == false && open.unfinished == [scene.path("pool")])
        try scene.write("", to: "pool/done/\(claim).ok")
        #expect(try await merge(scene, ["pool"]).isComplete == true)
    }

    @Test func anOutputThatIsAPartIsRefused() async throws {
        let scene = try Scene()
        try scene.write(line("a"), to: "all.jsonl")
        try FileManager.default.createSymbolicLink(atPath: scene.path("link.jsonl"), withDestinationPath: "all.jsonl")
        for part in ["all.jsonl", "link.jsonl"] {
            let error = MergeError.sameFile(output: scene.path("all.jsonl"), other: scene.path(part))
            await #expect(throws: error) { try await merge(scene, [part]) }
        }
    }

    @Test func theListThatIsAnotherFileIsNamed() async throws {
        let scene = try Scene()
        try scene.write("\"a\"\n")
        try scene.write(line("in:1"), to: "out.0-of-1.jsonl")
        var merge = BatchMerge(try PartSet([scene.path("out.0-of-1.jsonl")]), output: scene.path("all.jsonl"))
        merge.inputs = [scene.path("in.jsonl")]
        for name in ["in.jsonl", "out.0-of-1.jsonl", "all.jsonl", "all.errors.jsonl"] {
            merge.list = scene.path(name)
            await #expect(throws: MergeError.sameList(scene.path(name), other: scene.path(name))) {
                try await merge.run()
            }
        }
        #expect(try scene.read("in.jsonl") == "\"a\"\n" && scene.read("out.0-of-1.jsonl") == line("in:1"))
    }

    @Test func aPipeForAnInputIsRefused() async throws {
        let scene = try Scene()
        try scene.write(line("a"), to: "out.0-of-1.jsonl")
        #expect(mkfifo(scene.path("pipe"), 0o600) == 0)
        var merge = BatchMerge(try PartSet([scene.path("out.0-of-1.jsonl")]), output: scene.path("all.jsonl"))
        merge.inputs = [scene.path("pipe")]
        await #expect(throws: MergeError.inputNotAFile(scene.path("pipe"))) { try await merge.run() }
    }

    /// Half surrogates are no characters, so that one of them is no other's id.
    @Test func failuresOfLinesWithAnIDOfAnotherStay() async throws {
        let scene = try Scene()
        try scene.write(
            ["a", "dup", "dup", #"\ud800"#, #"\ud801"#].map { #"{"custom_id":"\#($0)","prompt":"x"}"# + "\n" }.joined())
        _ = try await scene.run(badLines: .skip)
        let failures = try scene.read("out.errors.jsonl")
        for isOrdered in [false, true] {
            var merge = BatchMerge(try PartSet([scene.path("out.jsonl")]), output: scene.path("all.jsonl"))
            merge.inputs = [scene.path("in.jsonl")]
            merge.isOrdered = isOrdered
            let report = try await merge.run()
            #expect(report.lines == 5 && report.results == 2 && report.failures == 3)
            #expect(report.missing == 0 && report.repeated == 0 && report.droppedLines == 0 && report.foreign == 0)
            #expect(try scene.read("all.errors.jsonl") == failures)
        }
    }

    @Test func linesThatCannotBeAnsweredAreCounted() async throws {
        let scene = try Scene()
        try scene.write(
            ["a", "a", "b", "b", "b"].map { #"{"custom_id":"\#($0)","prompt":"x"}"# + "\n" }.joined())
        try scene.write(line("a"), to: "out.jsonl")
        var merge = BatchMerge(try PartSet([scene.path("out.jsonl")]), output: scene.path("all.jsonl"))
        merge.inputs = [scene.path("in.jsonl")]
        let report = try await merge.run()
        #expect(report.results == 1 && report.missing == 1 && report.repeated == 3 && report.lines == 5)
    }

    @Test func aListOfOthersStays() async throws {
        let scene = try Scene()
        try scene.write(line("a"), to: "out.0-of-1.jsonl")
        try scene.write("shopping\n", to: "list")
        await #expect(throws: MergeError.notAList(scene.path("list"))) {
            try await merge(scene, ["out.0-of-1.jsonl"], list: "list")
        }
        #expect(try scene.read("list") == "shopping\n")
        #expect(!FileManager.default.fileExists(atPath: scene.path("all.jsonl")))
    }

    @Test func aFolderThatIsNotThereIsTold() async throws {
        let scene = try Scene()
        try scene.write(line("a"), to: "out.0-of-1.jsonl")
        let merge = BatchMerge(try PartSet([scene.path("out.0-of-1.jsonl")]), output: scene.path("none/all.jsonl"))
        await #expect(throws: MergeError.self) { try await merge.run() }
    }

    @Test func recordsComeBackInTheirOrderFromManyBlocks() throws {
        let scene = try Scene()
        let spill = try Spill(beside: scene.path("all.jsonl"), compartments: 3)
        let count = 20_000
        for number in 0..<count {
            let record = MergeRecord(
                kind: .result, number: number, sentAt: Int64.max - Int64(number),
                place: LinePosition(part: number % 5, offset: number << 20, length: number),
                id: Array("id \(number)".utf8)[...])
            try spill.append(to: number % 3) { record.write(to: &$0) }
        }
        for compartment in 0..<3 {
            var next = compartment
            try spill.forEachBlock(of: compartment) { block in
                var position = 0
                while let record = MergeRecord(block, at: &position) {
                    #expect(record.number == next && record.sentAt == Int64.max - Int64(next))
                    #expect(record.place == LinePosition(part: next % 5, offset: next << 20, length: next))
                    #expect(Array(record.id) == Array("id \(next)".utf8))
                    next += 3
                }
            }
            #expect(next >= count)
        }
        #expect(try FileManager.default.contentsOfDirectory(atPath: scene.folder.path).isEmpty)
    }
}
