import Foundation
import JSON
import Localization
import Synchronization
import Testing

@testable import Tools

@Suite(.timeLimit(.minutes(2))) struct UserToolboxTests {
    private static let script = URL(filePath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
        .deletingLastPathComponent().appending(path: "CLITests/Tools/servers/stubborn.py").path

    /// Runs the body with a toolbox of servers that behave as their names say, and ends it; gives what was told.
    @discardableResult
    private static func withToolbox(
        _ modes: [String], choosing words: [String] = ["all"],
        _ body: (UserToolbox) async throws -> Void
    ) async throws -> [ToolNotice] {
        let folder = FileManager.default.temporaryDirectory.appending(path: "toolbox \(UUID().uuidString)")
        try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
        defer { try? FileManager.default.removeItem(at: folder) }
        let servers = JSONObject(
            modes.map { JSONObject.Member($0, ["command": "python3", "args": [.string(script), .string($0)]]) })
        let path = folder.appending(path: "mcp.json")
        try Data((["mcp": .object(servers)] as JSONValue).jsonBytes).write(to: path)
        let configuration = try ToolConfiguration(folder: folder.path)
        let notices = Mutex<[ToolNotice]>([])
        let toolbox = UserToolbox(
            try ToolSelection(words, in: configuration), of: configuration,
            environment: ProcessInfo.processInfo.environment, tell: { notice in notices.withLock { $0.append(notice) } }
        )
        do { try await body(toolbox) } catch {
            await toolbox.end()
            throw error
        }
        await toolbox.end()
        return notices.withLock { $0 }
    }

    @Test func aServerThatFailsIsToldOnceAndLeftOut() async throws {
        let notices = try await Self.withToolbox(["progress", "exit", "eof"]) { toolbox in
            for _ in 0..<2 {
                #expect(await toolbox.tools().map(\.callName) == ["progress__t", "eof__t"])
            }
        }
        #expect(
            notices == [
                .serverFailed(
                    name: "exit", .ended(status: "exit status 1"), standardError: ["Error: expected something else"])
            ])
    }

    @Test func chosenToolsAloneAreOffered() async throws {
        let notices = try await Self.withToolbox(["eof", "lines"], choosing: ["eof__t", "eof__u"]) { toolbox in
            let tools = await toolbox.tools()
            #expect(tools.map(\.callName) == ["eof__t"])
            #expect(tools.first?.identity["command"] == "python3")
            var other = try #require(tools.first)
            other.callName = "lines__t"
            #expect(await toolbox.call(other, arguments: [:]) { _ in }.outcome == .unknownTool)
        }
        #expect(notices == [.missingTool(server: "eof", tool: "eof__u")])
    }

    @Test func aToolThatHasChangedIsNotRun() async throws {
        try await Self.withToolbox(["changes"]) { toolbox in
            let before = try #require(await toolbox.tools().first)
            #expect(await toolbox.call(before, arguments: ["a": 1]) { _ in }.text == #"{"a": 1}"#)
            let after = try #require(await toolbox.tools().first)
            #expect(before.description == "listing 1" && after.description == "listing 2")
            let refused = await toolbox.call(before, arguments: [:]) { _ in }
            #expect(refused.outcome == .failed && refused.text.contains("has changed"))
            #expect(await toolbox.call(after, arguments: [:]) { _ in }.outcome == .done)
        }
    }

    @Test func aServerThatDiedIsStartedAgainThreeTimes() async throws {
        let notices = try await Self.withToolbox(["dies"]) { toolbox in
            var results: [ToolResult.Outcome] = []
            for _ in 0..<6 {
                guard let tool = await toolbox.tools().first else { continue }
                let result = await toolbox.call(tool, arguments: [:]) { _ in }
                #expect(result.text == "Error: the server dies failed: it ended (exit status 7).")
                results.append(result.outcome)
                // The next call of the same reply does not start it.
                #expect(await toolbox.call(tool, arguments: [:]) { _ in }.outcome == .failed)
            }
            #expect(results.count == 4)
        }
        #expect(
            notices == [.serverFailed(name: "dies", .ended(status: "exit status 7"), standardError: ["a last word"])])
    }

    @Test func aCallThatIsCancelledLeavesTheServer() async throws {
        try await Self.withToolbox(["progress"]) { toolbox in
            let tool = try #require(await toolbox.tools().first)
            let task = Task { await toolbox.call(tool, arguments: [:]) { _ in } }
            task.cancel()
            #expect([.interrupted, .done].contains(await task.value.outcome))
            let progress = Mutex<[ToolProgress]>([])
            let result = await toolbox.call(tool, arguments: [:]) { step in progress.withLock { $0.append(step) } }
            #expect(result.outcome == .done && result.text == "done")
            #expect(progress.withLock { $0.first } == ToolProgress(message: "step 1", progress: 1, total: 3))
        }
    }
}
