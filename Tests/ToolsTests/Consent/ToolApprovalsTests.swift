import Files
import Foundation
import JSON
import Testing
import Tools

#if canImport(Darwin)
    import Darwin
#elseif canImport(Glibc)
    import Glibc
#endif

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

    private func failing(_ body: () async throws -> Void) async -> ToolApprovals.Failure? {
        do { try await body() } catch { return error as? ToolApprovals.Failure }
        return nil
    }

    @Test func whatIsAllowedIsKeptWholeAndForTheUserAlone() async throws {
        let approvals = ToolApprovals(path: path)
        #expect(try approvals.all().isEmpty)
        try await approvals.add(tool("a"))
        try await approvals.add(tool("b"))
        try await approvals.add(tool("a", description: "changed"))
        let kept = try approvals.all()
        #expect(kept.map(\.definition.name) == ["b", "a"] && kept[1].definition.description == "changed")
        var policy = ConsentPolicy(approvals: kept, canAsk: true)
        #expect(policy.offer([tool("b")]) == [tool("b")] && policy.decision(for: tool("b")) == .run)
        let mode = try FileManager.default.attributesOfItem(atPath: path)[.posixPermissions] as? NSNumber
        #expect(mode?.intValue == 0o600)
    }

    @Test func approvalsCanBeTakenBack() async throws {
        let approvals = ToolApprovals(path: path)
        try await approvals.add(tool("a"))
        try await approvals.add(tool("b"))
        let removed = try await approvals.remove { $0.definition.name == "a" }
        #expect(removed.map(\.definition.name) == ["a"])
        #expect(try approvals.all().map(\.definition.name) == ["b"])
    }

    @Test func takingNothingBackLeavesNothingBehind() async throws {
        #expect(try await ToolApprovals(path: "\(folder)/new/data/approvals.json").remove { _ in true }.isEmpty)
        #expect(try FileManager.default.contentsOfDirectory(atPath: folder).isEmpty)
    }

    @Test func foldersThatAreMissingAreMadeForTheUserAlone() async throws {
        try await ToolApprovals(path: "\(folder)/new/data/approvals.json").add(tool("a"))
        for name in ["new", "new/data"] {
            let mode = try FileManager.default.attributesOfItem(atPath: "\(folder)/\(name)")[.posixPermissions]
            #expect((mode as? NSNumber)?.intValue == 0o700)
        }
    }

    @Test func manyProgramsMayAddAtOnce() async throws {
        let path = path
        await withTaskGroup(of: Void.self) { group in
            for place in 0..<20 {
                let tool = tool("t\(place)")
                group.addTask { try? await ToolApprovals(path: path).add(tool) }
            }
        }
        #expect(try Set(ToolApprovals(path: path).all().map(\.definition.name)).count == 20)
    }

    @Test func aFileOfSomethingElseAllowsNothingAndStays() async throws {
        let approvals = ToolApprovals(path: path)
        try FileManager.default.createDirectory(atPath: "\(folder)/data", withIntermediateDirectories: true)
        try Data("hello".utf8).write(to: URL(fileURLWithPath: path))
        #expect(throws: ToolApprovals.Failure.notApprovals(path: path)) { try approvals.all() }
        let failure = await failing { [tool = tool("a")] in try await approvals.add(tool) }
        #expect(failure == .notApprovals(path: path))
        #expect(try String(contentsOfFile: path, encoding: .utf8) == "hello")
    }

    @Test func anotherTextBehindAMaskIsAnotherTool() async throws {
        var first = tool("a")
        first.masked = ["--token", "LITERAL"]
        let approvals = ToolApprovals(path: path)
        try await approvals.add(first)
        #expect(try !String(contentsOfFile: path, encoding: .utf8).contains("LITERAL"))
        let policy = try ConsentPolicy(approvals: approvals.all(), canAsk: true)
        #expect(policy.decision(for: first) == .run)
        var second = first
        second.masked = ["--token", "/tmp/evil"]
        #expect(policy.decision(for: second) != .run)
        // One that was kept without what stands for it.
        let row = try #require(approvals.all().first?.json.object)
        let old = try #require(ToolApproval(.object(JSONObject(row.members.filter { $0.name != "masked" }))))
        #expect(ConsentPolicy(approvals: [old], canAsk: true).decision(for: first) != .run)
    }

    @Test func aLockThatAnotherProgramHoldsIsNotAwaitedForEver() async throws {
        let approvals = ToolApprovals(path: path)
        try await approvals.add(tool("a"))
        let lock = open("\(path).lock", O_RDWR)
        defer { close(lock) }
        #expect(flock(lock, LOCK_EX) == 0)
        let failure = await failing { [tool = tool("b")] in try await approvals.add(tool) }
        #expect(failure == .locked(path: "\(path).lock"))
        let start = ContinuousClock.now
        let waiting = Task { [tool = tool("b")] in try await approvals.add(tool) }
        waiting.cancel()
        #expect(await (try? waiting.value) == nil)
        #expect(ContinuousClock.now - start < .seconds(1))
    }

    @Test func aFileThatOthersMayHaveWrittenAllowsNothing() async throws {
        let approvals = ToolApprovals(path: path)
        try await approvals.add(tool("a"))
        chmod(path, 0o666)
        #expect(throws: ToolApprovals.Failure.untrusted(path: path, .writable)) { try approvals.all() }
        let failure = await failing { [tool = tool("b")] in try await approvals.add(tool) }
        #expect(failure == ToolApprovals.Failure.untrusted(path: path, FileTrust.Danger.writable))
        chmod(path, 0o600)
        chmod("\(folder)/data", 0o777)
        #expect(throws: ToolApprovals.Failure.replaceable(path: path, folder: "\(folder)/data")) {
            try approvals.all()
        }
        chmod("\(folder)/data", 0o700)
        unlink(path)
        mkfifo(path, 0o600)
        #expect(throws: ToolApprovals.Failure.notApprovals(path: path)) { try approvals.all() }
    }
}
