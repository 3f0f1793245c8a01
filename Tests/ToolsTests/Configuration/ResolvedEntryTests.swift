import Foundation
import Testing

@testable import Tools

/// What an entry leads to, which approvals depend on besides its own words.
@Suite(.timeLimit(.minutes(1))) final class ResolvedEntryTests {
    private let folder: String

    init() throws {
        folder = NSTemporaryDirectory() + "entry-\(UUID().uuidString)"
        for name in ["bin", "other", "work"] {
            try FileManager.default.createDirectory(atPath: "\(folder)/\(name)", withIntermediateDirectories: true)
        }
        for path in ["bin/server", "other/server"] {
            try Data("#!/bin/sh\n".utf8).write(to: URL(filePath: "\(folder)/\(path)"))
            try FileManager.default.setAttributes([.posixPermissions: 0o700], ofItemAtPath: "\(folder)/\(path)")
        }
        for path in ["work/a.py", "other/a.py", "other/b.py"] {
            try Data().write(to: URL(filePath: "\(folder)/\(path)"))
        }
    }

    deinit { try? FileManager.default.removeItem(atPath: folder) }

    private func entry(_ arguments: [String], command: String = "server", in work: String = "work") -> ServerEntry {
        var program = ServerEntry.ProgramText(command: command)
        (program.arguments, program.folder) = (arguments, "\(folder)/\(work)")
        return entry(.process(program))
    }

    private func entry(_ transport: ServerEntry.Transport) -> ServerEntry {
        ServerEntry(name: "s", configuredName: "s", path: "mcp.json", transport: transport)
    }

    private func resolved(_ entry: ServerEntry, bin: String = "bin", _ variables: [String: String] = [:]) -> [String] {
        entry.resolved(["PATH": "\(folder)/\(bin)"].merging(variables) { $1 })
    }

    @Test func theProgramIsTheOneThatPathHas() {
        #expect(resolved(entry([])) == ["program \(folder)/bin/server"])
        #expect(resolved(entry([]), bin: "other") == ["program \(folder)/other/server"])
        #expect(resolved(entry([], command: "./run")) == ["program \(folder)/work/./run"])
    }

    @Test(arguments: [["a.py"], ["--script=a.py"]])
    func aRelativeFileIsThatOfTheFolder(arguments: [String]) {
        #expect(resolved(entry(arguments)).last == "file \(folder)/work/a.py")
        #expect(resolved(entry(arguments, in: "other")).last == "file \(folder)/other/a.py")
        #expect(resolved(entry(arguments, in: "bin")).count == 1)
    }

    @Test func aFileThatAVariableNamesIsOne() {
        let (a, b) = ("\(folder)/other/a.py", "\(folder)/other/b.py")
        #expect(resolved(entry(["${X}"]), ["X": a]).last == "file \(a)")
        #expect(resolved(entry(["${X}"]), ["X": b]).last == "file \(b)")
        #expect(resolved(entry(["${X}/run"]), ["X": "/none"]).last == "file /none/run")
        // Those that are written out are compared as they stand.
        #expect(resolved(entry([a, "-v", "--port", "80"])).count == 1)
    }

    @Test(arguments: [["${TOKEN}"], ["--token", "${X}"], ["--api-key=${X}"], ["Bearer ${MY_SECRET}"], ["${X}"]])
    func aTokenIsNone(arguments: [String]) {
        let value = arguments == ["${X}"] ? "abcdef" : "ab/cd+ef=="
        let entry = entry(arguments)
        #expect(resolved(entry, ["TOKEN": value, "X": value, "MY_SECRET": value]).count == 1)
    }

    @Test func theHostOfAURLWithVariablesCounts() {
        func host(_ url: String) -> [String] {
            resolved(entry(.http(url: url, headers: [])), ["H": "h:1", "TOKEN": "t/t", "P": "p"])
        }
        #expect(host("https://u:${P}@${H}/p") == ["host https://h:1"])
        #expect(host("https://${H}/p/${TOKEN}?k=${TOKEN}") == ["host https://h:1"])
        #expect(host("https://h/p").isEmpty)
    }
}
