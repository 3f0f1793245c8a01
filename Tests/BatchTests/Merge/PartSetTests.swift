import Foundation
import Testing

@testable import Batch

@Suite(.timeLimit(.minutes(1))) struct PartSetTests {
    @Test(arguments: [
        ("out.3-of-8.jsonl", "out", 3, 8, nil), ("d/o.x.0-of-1.jsonl", "d/o.x", 0, 1, nil),
        ("out.3-of-8.attempt-12.jsonl", "out", 3, 8, 12), ("./a-of-b.7-of-9.jsonl", "./a-of-b", 7, 9, nil),
    ])
    func namesOfShardsAreRead(path: String, stem: String, shard: Int, count: Int, attempt: Int?) throws {
        let name = try #require(ShardFileName(path))
        #expect(name.stem == stem && name.shard == shard && name.count == count && name.attempt == attempt)
    }

    @Test(arguments: [
        "out.jsonl", "out.8-of-8.jsonl", "out.-1-of-8.jsonl", "out.3-of-.jsonl", "3-of-8.jsonl", "d/.3-of-8.jsonl",
        "out.3-of-8.json", "out.3-of-8.attempt-x.jsonl", "out.3-of-99999999999999999999.jsonl", "out.3-of-8-of-9.jsonl",
        "out.3-of-8.errors.jsonl", "out.0-of-1000001.jsonl", "",
    ])
    func otherNamesAreNoShards(path: String) { #expect(ShardFileName(path) == nil) }

    private func scene(_ names: [String]) throws -> Scene {
        let scene = try Scene()
        for name in names {
            let url = scene.folder.appendingPathComponent(name)
            try FileManager.default.createDirectory(
                at: url.deletingLastPathComponent(), withIntermediateDirectories: true)
            try Data().write(to: url)
        }
        return scene
    }

    private func names(_ parts: PartSet, _ scene: Scene) -> [String] {
        parts.outputs.map { String($0.dropFirst(scene.folder.path.count + 1)) }
    }

    private static let files = [
        "out.0-of-3.jsonl", "out.0-of-3.errors.jsonl", "out.0-of-3.superseded.jsonl", "out.2-of-3.jsonl",
        "out.2-of-3.attempt-1.jsonl", "other.jsonl", "out.2-of-3.status.json",
    ]
    private static let outputs = ["out.0-of-3.jsonl", "out.2-of-3.attempt-1.jsonl", "out.2-of-3.jsonl"]

    @Test(arguments: ["", "/", "/out.jsonl", "/out.*-of-3*.jsonl", "/out.?-of-*.jsonl"])
    func foldersPatternsAndTheRunsNameStandForTheShards(argument: String) throws {
        let scene = try scene(Self.files)
        let parts = try PartSet([scene.folder.path + argument])
        #expect(names(parts, scene) == Self.outputs)
        #expect(parts.absent == [.init(stem: scene.path("out"), count: 3, shards: [1])])
    }

    @Test func eachOutputCountsOnce() throws {
        let scene = try scene(Self.files)
        try FileManager.default.createSymbolicLink(
            atPath: scene.path("link.jsonl"), withDestinationPath: "out.0-of-3.jsonl")
        let parts = try PartSet(["out.0-of-3.jsonl", "out.0-of-3.errors.jsonl", "link.jsonl"].map(scene.path))
        #expect(names(parts, scene) == ["out.0-of-3.jsonl"])
    }

    @Test func theSidecarTellsShardsAndInputs() throws {
        let scene = try scene(["out.0-of-2.jsonl", "in.jsonl"])
        try scene.write(
            #"{"shards":4,"rule":"id","inputs":[{"name":"in.jsonl","bytes":0}]}"#, to: "out.shards.json")
        let parts = try PartSet([scene.path("out.0-of-2.jsonl")])
        #expect(parts.absent == [.init(stem: scene.path("out"), count: 4, shards: [1, 2, 3])])
        #expect(parts.inputs == [scene.path("in.jsonl")])
        try FileManager.default.removeItem(atPath: scene.path("in.jsonl"))
        #expect(parts.inputs == nil)
        try scene.write("foobar, and what was appended\n")
        for (hash, found) in [("85944171f73967e8", scene.path("in.jsonl")), ("85944171f73967e9", nil)] {
            try scene.write(
                #"{"shards":2,"inputs":[{"name":"in","bytes":6,"hash":"\#(hash)","hash_bytes":6}]}"#,
                to: "out.shards.json")
            #expect(try PartSet([scene.path("out.jsonl")]).inputs == found.map { [$0] })
        }
    }

    @Test func theSidecarTellsWhereTheInputWas() throws {
        let scene = try scene(["runs/out.0-of-1.jsonl", "data/in.jsonl", "in.jsonl"])
        for path in ["../data/in.jsonl", scene.path("data/in.jsonl")] {
            try scene.write(
                #"{"shards":1,"inputs":[{"name":"in","path":"\#(path)","bytes":0}]}"#, to: "runs/out.shards.json")
            let found = path.hasPrefix("/") ? path : scene.path("runs") + "/" + path
            #expect(try PartSet([scene.path("runs/out.jsonl")]).inputs == [found])
        }
    }

    @Test(arguments: ["{", "[]", "{}", #"{"shards":-1}"#, #"{"shards":1e99,"inputs":7}"#, #"{"shards":99999999999}"#])
    func sidecarsThatTellNothingAreNone(text: String) { #expect(PartManifest("p", Array(text.utf8)) == nil) }

    @Test func aPoolStandsForWhatItsWorkersWrote() throws {
        let scene = try scene([
            "pool.json", "parts/0.0.a.jsonl", "parts/0.0.a.errors.jsonl", "parts/1.0.b.superseded.jsonl", "claims/0.0",
        ])
        #expect(names(try PartSet([scene.folder.path]), scene) == ["parts/0.0.a.jsonl"])
    }

    @Test func whatIsNotThereIsTold() throws {
        let scene = try scene(["notes.txt"])
        #expect(throws: MergeError.nothingFound(scene.folder.path)) { try PartSet([scene.folder.path]) }
        for name in ["none.jsonl", "none*.jsonl", "none/"] {
            #expect(throws: MergeError.self) { try PartSet([scene.path(name)]) }
        }
    }
}
