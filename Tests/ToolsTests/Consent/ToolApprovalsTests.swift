import Foundation
import JSON
import Testing
import Tools

@Suite(.timeLimit(.minutes(1))) final class ToolApprovalsTests {
    private let folder: String
    private var path: String { "\(folder)/data/tool-approvals.json" }

    init() throws {
        folder = NSTemporaryDirectory() + "approvals-\(UUID().uuidString)"
        try FileManager.default.createDirectory(atPath: folder, withIntermediateDirectories: true)
    }

    deinit { try? FileManager.default.removeItem(atPath: folder) }

    private func tool(_ name: String, description: String = "d") -> ToolDefinition {
        var annotations = ToolAnnotations()
        annotations.destructiveHint = false
        annotations.title = "T"
        return ToolDefinition(
            origin: .server("s"), name: name, callName: "s__\(name)", description: description,
            inputSchema: ["type": "object", "maximum": .number("1.50")], annotations: annotations,
            identity: ["command": "x", "env": ["A", "B"]])
    }

    @Test func whatIsAllowedIsKeptWholeAndForTheUserAlone() throws {
        let approvals = ToolApprovals(path: path)
        #expect(try approvals.all().isEmpty)
        try approvals.add(tool("a"))
        try approvals.add(tool("b"))
        try approvals.add(tool("a", description: "changed"))
        #expect(try approvals.all() == [ToolApproval(tool("b")), ToolApproval(tool("a", description: "changed"))])
        let mode = try FileManager.default.attributesOfItem(atPath: path)[.posixPermissions] as? NSNumber
        #expect(mode?.intValue == 0o600)
    }

    @Test func approvalsCanBeTakenBack() throws {
        let approvals = ToolApprovals(path: path)
        try approvals.add(tool("a"))
        try approvals.add(tool("b"))
        #expect(try approvals.remove { $0.definition.name == "a" } == [ToolApproval(tool("a"))])
        #expect(try approvals.all() == [ToolApproval(tool("b"))])
    }

    @Test func manyProgramsMayAddAtOnce() async throws {
        let path = path
        await withTaskGroup(of: Void.self) { group in
            for place in 0..<20 {
                let tool = tool("t\(place)")
                group.addTask { try? ToolApprovals(path: path).add(tool) }
            }
        }
        #expect(try Set(ToolApprovals(path: path).all().map(\.definition.name)).count == 20)
    }

    @Test func aFileOfSomethingElseAllowsNothingAndStays() throws {
        try FileManager.default.createDirectory(atPath: "\(folder)/data", withIntermediateDirectories: true)
        try Data("hello".utf8).write(to: URL(fileURLWithPath: path))
        #expect(throws: ToolApprovals.Failure.notApprovals(path: path)) { try ToolApprovals(path: path).all() }
        #expect(throws: ToolApprovals.Failure.self) { try ToolApprovals(path: path).add(tool("a")) }
        #expect(try String(contentsOfFile: path, encoding: .utf8) == "hello")
    }
}
