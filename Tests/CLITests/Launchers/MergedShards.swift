import Foundation
import JSON
import Testing

extension Program {
    /// Merges the shards of `out.jsonl` in the order of the input, and holds the result to what each launcher promises: the
    /// input's ids in the input's order, and the bytes of the shards' lines.
    func expectMergedShards(_ count: Int, of input: String = "in.jsonl") async throws {
        let merged = try await run([
            "batch", "merge", "out.*-of-\(count).jsonl", "-o", "merged.jsonl", "--input", input, "--ordered",
        ])
        #expect(merged.exitCode == 0, "\(merged.error)")
        let ids = try read("merged.jsonl").split(separator: "\n").map(Self.customID)
        #expect(try ids == read(input).split(separator: "\n").map(Self.customID))
        var lines: [Substring] = []
        for shard in 0..<count where FileManager.default.fileExists(atPath: file("out.\(shard)-of-\(count).jsonl")) {
            lines += try read("out.\(shard)-of-\(count).jsonl").split(separator: "\n")
        }
        #expect(try read("merged.jsonl").split(separator: "\n").sorted() == lines.sorted())
    }

    private static func customID(_ line: Substring) throws -> String? {
        try JSONValue(parsing: String(line))["custom_id"]?.string
    }
}
