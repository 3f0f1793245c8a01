import CloudComputeClient
import Foundation
import JSON
import Synchronization
import Testing

@testable import Batch

@Suite(.timeLimit(.minutes(1))) struct JournalTests {
    private func names(_ scene: Scene, _ file: String = "out.jsonl") throws -> [String] {
        try scene.lines(file).compactMap { $0["custom_id"]?.string }.sorted()
    }

    /// What a run that sends nothing has sent.
    private func sent(_ scene: Scene, _ body: () async throws -> Void) async throws -> Int {
        scene.sent.withLock { $0 = [] }
        try await body()
        return scene.sent.withLock { $0.count }
    }

    @Test func linesWithoutAnIDMayMoveWithoutBeingPaidAgain() async throws {
        let scene = try Scene()
        try scene.write("\"a\"\n\"b\"\n\"b\"\n{\"custom_id\":\"x\",\"prompt\":\"c\"}\n")
        _ = try await scene.run { Scene.reply($0.contains("\"b\"") ? "to b" : "to another") }
        let moved = [
            "\"new\"\n\"b\"\n\"a\"\n{\"custom_id\":\"x\",\"prompt\":\"c\"}\n\"b\"\n", "\"b\"\n\"a\"\n\"b\"\n\"new\"\n",
        ]
        for (index, text) in moved.enumerated() {
            try scene.write(text)
            let count = try await sent(scene) { _ = try await scene.run() }
            #expect(count == (index == 0 ? 1 : 0))
        }
        #expect(try names(scene) == ["in:1", "in:2", "in:3", "in:4", "x"])
        let toB = try scene.lines().filter {
            $0["response"]?["body"]?["choices"]?.array?.first?["message"]?["content"] == "to b"
        }
        #expect(toB.compactMap { $0["custom_id"]?.string }.sorted() == ["in:1", "in:3"])
    }

    @Test func resultsOfLinesThatAreGoneAreSuperseded() async throws {
        let scene = try Scene()
        try scene.write("\"a\"\n\"b\"\n{\"custom_id\":\"x\",\"prompt\":\"c\"}\n")
        _ = try await scene.run()
        try scene.write("\"b\"\n")
        _ = try await scene.run(rerunsChanged: true)
        #expect(try names(scene) == ["in:1", "x"])
        #expect(try names(scene, "out.superseded.jsonl") == ["in:1"])
        try scene.write("\"a\"\n\"b\"\n")
        #expect(try await sent(scene) { _ = try await scene.run() } == 0)
        #expect(try names(scene) == ["in:1", "in:2", "x"])
        #expect(try scene.read("out.superseded.jsonl").isEmpty)
    }

    @Test(arguments: [404, 0])
    func aWrongModelAndBackCostsNothing(status: Int) async throws {
        let scene = try Scene()
        try scene.write((1...5).map { "\"\($0)\"\n" }.joined())
        _ = try await scene.run()
        let before = try Set(scene.read("out.jsonl").split(separator: "\n"))
        var limits = BatchLimits()
        limits.patience = .zero
        _ = try await scene.run(limits: limits, rerunsChanged: true, model: "wrong") { _ in
            guard status > 0 else { throw CloudComputeError(.unreachable, "refused") }
            return Scene.refusal(status, "no such model")
        }
        #expect(try scene.read("out.jsonl").isEmpty)
        #expect(try Set(scene.read("out.superseded.jsonl").split(separator: "\n")) == before)
        #expect(try await sent(scene) { _ = try await scene.run() } == 0)
        #expect(try Set(scene.read("out.jsonl").split(separator: "\n")) == before)
        #expect(try scene.read("out.superseded.jsonl").isEmpty)
    }

    @Test func moreThanATenthIsNotSupersededUnasked() async throws {
        let scene = try Scene()
        try scene.write((1...20).map { "{\"custom_id\":\"\($0)\",\"prompt\":\"p\"}\n" }.joined())
        _ = try await scene.run()
        let results = try scene.read("out.jsonl")
        func write(edited: Int) throws {
            try scene.write(
                (1...20).map { "{\"custom_id\":\"\($0)\",\"prompt\":\"\($0 <= edited ? "q" : "p")\"}\n" }.joined())
        }
        try write(edited: 3)
        let stale = StaleResults(
            count: 3, total: 20, output: scene.path("out.jsonl"), superseded: scene.path("out.superseded.jsonl"))
        await #expect(throws: BatchError.staleResults(stale)) { try await scene.run() }
        #expect(try scene.read("out.jsonl") == results)
        #expect(!FileManager.default.fileExists(atPath: scene.path("out.superseded.jsonl")))
        try write(edited: 2)
        #expect(try await scene.run().succeeded == 2)
        #expect(try names(scene, "out.superseded.jsonl") == ["1", "2"])
    }

    @Test func resultsThatWereKnownByTheirNameStillCount() async throws {
        let scene = try Scene()
        try scene.write("\"a\"\n\"b\"\n\"b\"\n")
        _ = try await scene.run()
        var form = RequestBuilder()
        form.standardModel = "m"
        let former = try scene.read("out.jsonl").split(separator: "\n").map { text in
            let line = Array(text.utf8)
            let identity = try #require(ResultLine.identity(line))
            let name = ResultLine.customID(line)
            let named = RequestFingerprint(customID: name, body: identity.body)
            return String(decoding: ResultLine.renamed(line, named, customID: name), as: UTF8.self) + "\n"
        }
        try scene.write(former.joined(), to: "out.jsonl")
        #expect(try await sent(scene) { _ = try await scene.run() } == 0)
        #expect(try names(scene) == ["in:1", "in:2", "in:3"])
        try scene.write("\"new\"\n\"a\"\n\"b\"\n\"b\"\n")
        #expect(try await sent(scene) { _ = try await scene.run() } == 1)
        #expect(try names(scene) == ["in:1", "in:2", "in:3", "in:4"])
    }

    @Test func inputsOfOneNameAreToldApartByTheirFolders() async throws {
        let scene = try Scene()
        for folder in ["a", "b"] {
            try FileManager.default.createDirectory(atPath: scene.path(folder), withIntermediateDirectories: true)
            try scene.write("\"\(folder)\"\n", to: "\(folder)/in.jsonl")
        }
        let summary = try await scene.run(inputs: ["a/in.jsonl", "b/in.jsonl"])
        #expect(summary.succeeded == 2)
        #expect(try names(scene) == ["a/in:1", "b/in:1"])
        let error = await #expect(throws: BatchError.self) {
            try await scene.run(inputs: ["a/in.jsonl", "a/in.jsonl"], output: "twice.jsonl")
        }
        let line = BadLine(file: scene.path("a/in.jsonl"), line: 1, InputLineError(.repeatedInput("in")))
        #expect(error == .badLines([line], count: 1))
        #expect(
            InputStems.names(of: ["-", "x.jsonl", "x.txt", "d/y.jsonl"])
                == ["-": "stdin", "x.jsonl": "x.jsonl", "x.txt": "x.txt", "d/y.jsonl": "y"])
    }

    @Test func anIDThatIsAlsoTheNameOfALineWithoutOneIsRefused() async throws {
        let scene = try Scene()
        for (text, problem) in [
            (
                "\"a\"\n{\"custom_id\":\"in:1\",\"prompt\":\"b\"}\n",
                InputLineError.Problem.customIDOfUnnamedLine("in:1")
            ),
            ("{\"custom_id\":\"in:2\",\"prompt\":\"b\"}\n\"a\"\n", .nameIsCustomID("in:2")),
        ] {
            try scene.write(text)
            let line = BadLine(file: scene.path("in.jsonl"), line: 2, InputLineError(problem))
            await #expect(throws: BatchError.badLines([line], count: 1)) { try await scene.run() }
        }
    }

    @Test(arguments: ["out.jsonl", "out.errors.jsonl", "out.superseded.jsonl"])
    func filesOfOthersAreRefusedUntouched(name: String) async throws {
        let ours = try await finished()
        let contents = [
            "notes", "notes\n", #"{"precious": true}"#, "{\"id\":\"batch_req_\n", "\u{0}\u{0}notes",
            #"{"id":"batch_req_123","custom_id":"x","response":null,"error":null}"# + "\n",
        ]
        let own = try ours.read(name == "out.errors.jsonl" ? "failed.jsonl" : "out.jsonl")
        let line = try #require(own.split(separator: "\n").first)
        // A line that was cut off, joined with another.
        let joined = [line.count / 2, line.count - 1, line.count].map { String(line.prefix($0)) + line + "\n" }
        for foreign in contents + contents.map({ own + $0 }) + joined {
            let scene = try Scene()
            try scene.write("\"a\"\n")
            try scene.write(foreign, to: name)
            let times = try Self.times(scene)
            let error = await #expect(throws: BatchError.self, "\(foreign)") {
                try await scene.run(rerunsChanged: true)
            }
            if case .foreignLine(_, scene.path(name), _) = error {
            } else {
                Issue.record("\(foreign): \(error as Any)")
            }
            #expect(try scene.read(name) == foreign)
            #expect(try Self.times(scene) == times)
        }
    }

    @Test func resultsAndFailuresAreNotTakenForOneAnother() async throws {
        let scene = try await finished()
        let results = try scene.read("out.jsonl")
        try scene.write(results, to: "new.errors.jsonl")
        await #expect(throws: BatchError.misplacedLine(.failures, scene.path("new.errors.jsonl"), line: 1)) {
            try await scene.run(output: "new.jsonl")
        }
        #expect(try scene.read("new.errors.jsonl") == results)
        await #expect(throws: BatchError.misplacedLine(.results, scene.path("failed.jsonl"), line: 1)) {
            try await scene.run(output: "failed.jsonl")
        }
    }

    @Test func noTwoFilesOfARunAreTheSame() async throws {
        let scene = try Scene()
        try scene.write("\"a\"\n")
        try FileManager.default.linkItem(atPath: scene.path("in.jsonl"), toPath: scene.path("hard.jsonl"))
        for (link, target) in [("soft.jsonl", "none.jsonl"), ("y.jsonl", "y.superseded.jsonl")] {
            try FileManager.default.createSymbolicLink(atPath: scene.path(link), withDestinationPath: target)
        }
        let before = try Self.times(scene)
        func check(_ output: String, _ errors: String?, other: String? = nil) async {
            var run = BatchRun(
                inputs: [scene.path("in.jsonl")], output: scene.path(output), errors: errors.map(scene.path),
                form: RequestBuilder())
            run.otherFiles = other.map { [RunFile(.other("template"), scene.path($0))] } ?? []
            let error = #expect(throws: BatchError.self, "\(output)") { try OutputCheck.check(run) }
            if case .sameFile = error {} else { Issue.record("\(output): \(error as Any)") }
        }
        await check("hard.jsonl", nil)
        await check("soft.jsonl", "./none.jsonl")
        await check("none.jsonl", "none.jsonl")
        await check("y.jsonl", nil)
        await check("o.jsonl", "o.superseded.jsonl")
        await check("o.jsonl", "t.md", other: "./t.md")
        #expect(try Self.times(scene) == before)
        let devices = BatchRun(
            inputs: [scene.path("in.jsonl")], output: "/dev/null", errors: "/dev/null", form: RequestBuilder())
        try OutputCheck.check(devices)
    }

    @Test func nothingMovesIntoADevice() async throws {
        let scene = try await finished()
        let results = try scene.read("out.jsonl")
        try scene.write(results, to: "null.superseded.jsonl")
        try FileManager.default.createSymbolicLink(
            atPath: scene.path("null.jsonl"), withDestinationPath: "/dev/null")
        #expect(try await sent(scene) { _ = try await scene.run(output: "null.jsonl") } == 2)
        #expect(try scene.read("null.superseded.jsonl") == results)
    }

    /// A run with a result in out.jsonl and a failure in failed.jsonl.
    private func finished() async throws -> Scene {
        let scene = try Scene()
        try scene.write("\"a\"\n\"b\"\n")
        _ = try await scene.run { $0.contains("\"b\"") ? Scene.refusal(500, "no") : Scene.reply("ok") }
        try scene.write(try scene.read("out.errors.jsonl"), to: "failed.jsonl")
        return scene
    }

    /// Each file of the folder and when it was changed.
    private static func times(_ scene: Scene) throws -> [String: Date] {
        var times: [String: Date] = [:]
        for name in try FileManager.default.contentsOfDirectory(atPath: scene.folder.path) {
            let attributes = try FileManager.default.attributesOfItem(atPath: scene.path(name))
            times[name] = attributes[.modificationDate] as? Date
        }
        return times
    }
}
