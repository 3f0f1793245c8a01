import Files
import Foundation
import JSON
import Testing

@testable import Tools

@Suite(.timeLimit(.minutes(1))) struct LocalToolTests {
    /// A folder of local tools: their names, scripts and descriptions.
    private static func inFolder<Result: Sendable>(
        _ tools: [(name: String, script: String, description: String)], _ body: (URL) async throws -> Result
    ) async throws -> Result {
        let folder = FileManager.default.temporaryDirectory.appending(path: "local \(UUID().uuidString)")
        try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
        defer { try? FileManager.default.removeItem(at: folder) }
        for tool in tools {
            let path = folder.appending(path: tool.name)
            try Data(("#!/bin/sh\n" + tool.script).utf8).write(to: path)
            try FileManager.default.setAttributes([.posixPermissions: 0o700], ofItemAtPath: path.path)
            try Data(tool.description.utf8).write(to: URL(filePath: path.path + ".json"))
        }
        return try await body(folder)
    }

    private static func run(
        _ script: String, _ arguments: JSONObject = [:], description: String = "{}",
        _ environment: [String: String] = ["PATH": "/usr/bin:/bin"]
    ) async throws -> ToolResult {
        try await inFolder([("tool", script, description)]) { folder in
            let tool = try #require(LocalToolFolder.read(folder.path).tools.first)
            return await LocalToolRun.run(tool, arguments, environment)
        }
    }

    @Test func argumentsComeOnStandardInputAndNoWhereElse() async throws {
        let result = try await Self.run("cat; echo \"$#\"; echo bad >&2", ["a": "x'\"$(id)", "b": [.number("1.50")]])
        #expect(result.outcome == .done && result.text == "{\"a\":\"x'\\\"$(id)\",\"b\":[1.50]}\n0")
        let variables = ["PATH": "/usr/bin:/bin", "CLOUDCOMPUTE_API_KEY": "k", "SECRET": "s"]
        let names = try await Self.run("env", [:], variables)
        #expect(!names.text.contains("SECRET") && !names.text.contains("API_KEY"))
        #expect(names.text.contains("CLOUDCOMPUTE_TOOL=tool"))
    }

    @Test(arguments: [(4_000_000, 0), (5_000_000, 1)])
    func aLongResultKeepsItsEndAndItsLength(count: Int, status: Int) async throws {
        // A line of 10 characters in 11 bytes each time.
        let script = "yes 'é12345678' | head -n \(count / 10); echo end; exit \(status)"
        var result = try await Self.run(script)
        #expect(result.whole?.lines == count / 10 + 1 + status)
        let words = status == 0 ? 0 : "Error: exit status 1\n".count
        #expect(result.whole?.characters == count + 3 + words)
        result.cap()
        #expect(result.text.hasSuffix("é12345678\nend") && result.whole?.characters == count + 3 + words)
    }

    @Test func aFailureIsTold() async throws {
        let failed = try await Self.run("echo half; echo why >&2; exit 3")
        #expect(failed.outcome == .failed && failed.text == "Error: exit status 3\nhalf\nwhy")
        let killed = try await Self.run("kill -9 $$")
        #expect(killed.outcome == .failed && killed.text == "Error: ended by signal 9")
        let noisy = try await Self.run("yes x | head -c 100000 >&2; echo last >&2; exit 1")
        #expect(noisy.text.utf8.count < 2200 && noisy.text.hasSuffix("last"))
        let bytes = try await Self.run(#"printf '\377a'"#)
        #expect(bytes.text == "\u{FFFD}a")
    }

    @Test func aToolThatDoesNotEndIsGivenUpWithItsChildren() async throws {
        let late = try await Self.run("tail -f /dev/null", description: #"{"timeout":0.2}"#)
        #expect(late.outcome == .timedOut && late.text.contains("0.2 s"))
        // The child holds the pipe, which the result does not wait for.
        let child = try await Self.run("tail -f /dev/null & echo done")
        #expect(child.outcome == .done && child.text == "done")
        let flood = try await Self.run("cat /dev/zero")
        #expect(flood.outcome == .failed && flood.text.contains("64 MiB"))
    }

    @Test func aCallThatIsCancelledEndsTheTool() async throws {
        try await Self.inFolder([("tool", "tail -f /dev/null", "{}")]) { folder in
            let tool = try #require(LocalToolFolder.read(folder.path).tools.first)
            let task = Task { await LocalToolRun.run(tool, [:], ["PATH": "/usr/bin:/bin"]) }
            task.cancel()
            #expect(await task.value.outcome == .interrupted)
        }
    }

    @Test func descriptionsAreReadWithCare() async throws {
        let good =
            #"{"description":"d","parameters":{"type":"object"},"annotations":{"readOnlyHint":true},"timeout":5}"#
        try await Self.inFolder([
            ("good", "", good), ("list", "", "[]"), ("broken", "", "{"), ("text", "", #"{"description":7}"#),
            ("late", "", #"{"timeout":601}"#), ("schema", "", #"{"parameters":[]}"#), ("a__b", "", "{}"),
            ("all", "", "{}"),
        ]) { folder in
            let (tools, notices) = LocalToolFolder.read(folder.path)
            #expect(tools.map(\.definition.name) == ["good"] && notices.count == 7)
            #expect(tools[0].definition.annotations.readOnlyHint == true && tools[0].timeout == .seconds(5))
            #expect(tools[0].definition.identity["executable"]?.string?.hasSuffix("/good") == true)
        }
        #expect(LocalToolFolder.read("/no/such/folder").tools.isEmpty)
    }

    @Test func filesThatOthersMayChangeAreLeftOut() async throws {
        try await Self.inFolder([("tool", "", "{}"), ("other", "", "{}"), ("plain", "", "{}")]) { folder in
            func set(_ mode: Int, _ name: String) throws {
                try FileManager.default.setAttributes(
                    [.posixPermissions: mode], ofItemAtPath: folder.appending(path: name).path)
            }
            try set(0o722, "tool")
            try set(0o666, "other.json")
            try set(0o600, "plain")
            let (tools, notices) = LocalToolFolder.read(folder.path)
            #expect(tools.isEmpty)
            let problems = notices.map { notice -> LocalToolProblem? in
                if case .localToolUnusable(_, let problem) = notice { problem } else { nil }
            }
            #expect(problems == [.writableByOthers, .notExecutable, .writableByOthers])
            try set(0o777, "")
            #expect(
                LocalToolFolder.read(folder.path).notices == [.localToolUnusable(path: folder.path, .writableByOthers)])
        }
    }

    @Test func aLinkIsJudgedByWhatItLeadsTo() async throws {
        try await Self.inFolder([("real", "echo real", "{}")]) { folder in
            let outside = folder.appending(path: "tools")
            try FileManager.default.createDirectory(at: outside, withIntermediateDirectories: true)
            try FileManager.default.createSymbolicLink(
                at: outside.appending(path: "link"), withDestinationURL: folder.appending(path: "real"))
            try Data("{}".utf8).write(to: outside.appending(path: "link.json"))
            let tool = try #require(LocalToolFolder.read(outside.path).tools.first)
            #expect(tool.executable.hasSuffix("/real"))
            try FileManager.default.setAttributes(
                [.posixPermissions: 0o777], ofItemAtPath: folder.appending(path: "real").path)
            #expect(LocalToolFolder.read(outside.path).tools.isEmpty)
            #expect(await LocalToolRun.run(tool, [:], [:]).outcome == .failed)
        }
    }
}
