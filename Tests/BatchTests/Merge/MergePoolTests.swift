import Foundation
import Testing

@testable import Batch

@Suite(.timeLimit(.minutes(1))) struct MergePoolTests {
    private func result(_ id: String) -> String {
        #"{"id":"batch_req_00112233445566778899aabbccddeeff","custom_id":"\#(id)","response":{"status_code":200,"request_id":"","body":{}},"error":null}"#
            + "\n"
    }

    @Test func chunksThatEndAfterThePartsWereListedAreMerged() async throws {
        let folder = FileManager.default.temporaryDirectory.appendingPathComponent(UUID().uuidString)
        for name in ["claims", "parts", "done"] {
            try FileManager.default.createDirectory(
                at: folder.appendingPathComponent("pool/\(name)"), withIntermediateDirectories: true)
        }
        defer { try? FileManager.default.removeItem(at: folder) }
        func write(_ text: String, _ name: String) throws {
            try Data(text.utf8).write(to: folder.appendingPathComponent("pool/\(name)"))
        }
        let description = PoolDescription(inputs: [], lines: 2, requests: 1, lease: .seconds(60))
        try Data(description.text).write(to: folder.appendingPathComponent("pool/pool.json"))
        try write(result("a"), "parts/0.1.jsonl")
        try write("", "done/0.1.ok")
        let merge = BatchMerge(
            try PartSet([folder.path + "/pool"]), output: folder.path + "/all.jsonl")
        try write(result("b"), "parts/1.1.jsonl")
        try write("", "done/1.1.ok")
        let report = try await merge.run()
        #expect(report.results == 2 && report.isComplete == true)
    }
}
