import Foundation
import Testing

@testable import Batch

#if canImport(Darwin)
    import Darwin
#elseif canImport(Glibc)
    import Glibc
#elseif canImport(Musl)
    import Musl
#endif

@Suite(.timeLimit(.minutes(2))) struct ShardManifestTests {
    private static let content = Array("one\ntwo\n".utf8)

    private static func manifest(_ names: [String] = ["a", "b \"x\" ü"], rule: ShardRule = .id) -> ShardManifest {
        ShardManifest(
            shards: 8, rule: rule,
            inputs: names.map {
                ShardManifest.Input(name: $0, path: "../\($0)", beginning: content, size: content.count)
            })
    }

    private func mismatch(
        _ manifest: ShardManifest, count: Int = 8, rule: ShardRule? = nil, names: [String]? = nil,
        contents: [[UInt8]]? = nil
    ) throws -> String {
        let contents = contents ?? Array(repeating: Self.content, count: manifest.inputs.count)
        let error = try manifest.mismatch(
            try #require(Shard(index: 0, count: count)), rule ?? manifest.rule,
            names: names ?? manifest.inputs.map(\.name), manifest: "m", size: { contents[$0].count },
            beginning: { place, length in Array(contents[place].prefix(length)) })
        return error.map { String("\($0)".prefix { $0.isLetter }) } ?? "fits"
    }

    @Test func whatIsWrittenIsRead() {
        for rule in ShardRule.allCases {
            let manifest = Self.manifest(rule: rule)
            #expect(ShardManifest(manifest.text) == manifest)
        }
        #expect(ShardManifest(Self.manifest([]).text) == Self.manifest([]))
    }

    @Test func anythingElseIsNoManifest() throws {
        let text = String(decoding: Self.manifest().text, as: UTF8.self)
        for (found, other) in [
            ("\"shards\": 8", "\"shards\": 0"), ("\"shards\": 8", "\"shards\": 1e99"),
            ("\"shards\": 8", "\"shards\": -8"),
            ("\"id\"", "\"hash\""), ("shards.1", "shards.2"), ("\"bytes\": 8", "\"bytes\": -1"),
            ("\"hash_bytes\": 8", "\"hash_bytes\": 9999999999"), ("\"inputs\": [", "\"inputs\": [7,"), ("{", "["),
        ] {
            #expect(text.contains(found))
            #expect(
                ShardManifest(Array(text.replacing(found, with: other, maxReplacements: 1).utf8)) == nil, "\(other)")
        }
        for length in 0..<text.utf8.count - 2 { #expect(ShardManifest(Array(text.utf8.prefix(length))) == nil) }
    }

    @Test func appendedInputFitsAndAnotherDoesNot() throws {
        let manifest = Self.manifest()
        let longer = Self.content + Array("three\n".utf8)
        #expect(try mismatch(manifest) == "fits")
        #expect(try mismatch(manifest, contents: [longer, longer]) == "fits")
        #expect(try mismatch(manifest, count: 7) == "otherCount")
        #expect(try mismatch(manifest, rule: .tokens) == "otherRule")
        #expect(try mismatch(manifest, names: ["b \"x\" ü", "a"]) == "otherInputs")
        #expect(try mismatch(manifest, names: ["a"], contents: [Self.content]) == "otherInputs")
        #expect(try mismatch(manifest, contents: [Self.content, Array("One\ntwo\n".utf8)]) == "otherContent")
        #expect(try mismatch(manifest, contents: [Array("one\n".utf8), Self.content]) == "otherContent")
        // In turn, or by tokens, a line's shard depends on how many lines stand before it.
        let dealt = Self.manifest(rule: .lines)
        #expect(try mismatch(dealt, contents: [Self.content, longer]) == "fits")
        #expect(try mismatch(dealt, contents: [longer, Self.content]) == "changedSize")
    }

    @Test func ofManyThatStartAtOnceOneMakesTheManifest() async throws {
        let scene = try Scene()
        let file = ShardManifestFile(path: scene.path("out.shards.json"))
        let results = try await withThrowingTaskGroup(of: Int.self) { group in
            for count in 1...24 {
                group.addTask {
                    var manifest = Self.manifest()
                    manifest.shards = count
                    return try await file.make(manifest).shards
                }
            }
            return try await group.reduce(into: Set()) { $0.insert($1) }
        }
        #expect(results.count == 1)
        #expect(try await file.read()?.shards == results.first)
        #expect(try FileManager.default.contentsOfDirectory(atPath: scene.folder.path) == ["out.shards.json"])
    }

    @Test func aFileOfOthersIsRefusedAndStays() async throws {
        let scene = try Scene()
        for text in ["notes\n", "{\"precious\": true}\n", "[]\n"] {
            try scene.write(text, to: "out.shards.json")
            let file = ShardManifestFile(path: scene.path("out.shards.json"))
            await #expect(throws: ShardError.notAManifest(file.path)) { try await file.make(Self.manifest()) }
            #expect(try scene.read("out.shards.json") == text)
        }
    }

    @Test func namesOfFilesTellShardsAndAttempts() throws {
        let shard = try #require(Shard(index: 3, count: 8))
        #expect(ShardPath.file("a/out.jsonl", of: shard) == "a/out.3-of-8.jsonl")
        #expect(ShardPath.file("out", of: shard) == "out.3-of-8.jsonl")
        for stream in ["/dev/null", "-", "/dev/stderr", "/dev/fd/2", "/proc/self/fd/2"] {
            #expect(ShardPath.file(stream, of: shard) == stream && ShardPath.attempt(2, at: stream) == stream)
        }
        #expect(ShardPath.file("/dev/shm/out.jsonl", of: shard) == "/dev/shm/out.3-of-8.jsonl")
        #expect(ShardPath.manifest("a/out.jsonl") == "a/out.shards.json")
        #expect(ShardPath.attempt(2, at: "a/out.3-of-8.jsonl") == "a/out.3-of-8.attempt-2.jsonl")
        #expect(BatchRun.errorsPath("out.3-of-8.attempt-2.jsonl") == "out.3-of-8.attempt-2.errors.jsonl")
        let scene = try Scene()
        let pipe = scene.path("pipe")
        try #require(mkfifo(pipe, 0o600) == 0)
        #expect(ShardPath.file(pipe, of: shard) == pipe)
        for name in [
            "attempt-2.jsonl", "attempt-10.jsonl", "attempt-1.errors.jsonl", "attempt-02.jsonl", "attempt-0.jsonl",
            "attempt--1.jsonl", "attempt-3.jsonl.x", "attempt-99999999999999999999.jsonl",
        ] {
            try scene.write("", to: "out.3-of-8.\(name)")
        }
        try scene.write("", to: "out.4-of-8.attempt-7.jsonl")
        #expect(try ShardPath.attempts(at: scene.path("out.3-of-8.jsonl")) == [2, 10])
        #expect(
            Shard(index: 8, count: 8) == nil && Shard(index: -1, count: 8) == nil && Shard(index: 0, count: 0) == nil)
    }
}
