import Foundation
import Testing

@testable import Tools

@Suite(.timeLimit(.minutes(1))) struct ToolSelectionTests {
    /// The selection from a folder with servers `time`, `git` and, disabled, `off`, `bad`, and a local tool `hello`.
    private static func selection(_ words: String...) throws -> ToolSelection {
        let folder = FileManager.default.temporaryDirectory.appending(path: "tools \(UUID().uuidString)")
        try FileManager.default.createDirectory(at: folder.appending(path: "tools"), withIntermediateDirectories: true)
        defer { try? FileManager.default.removeItem(at: folder) }
        let servers =
            #"{"mcp":{"time":{"command":"x"},"git":{"command":"x"},"off":{"command":"x","disabled":true},"bad":{}}}"#
        for (name, text, mode) in [
            ("mcp.json", servers, 0o600), ("tools/hello", "", 0o700), ("tools/hello.json", "{}", 0o600),
        ] {
            let path = folder.appending(path: name).path
            try Data(text.utf8).write(to: URL(filePath: path))
            try FileManager.default.setAttributes([.posixPermissions: mode], ofItemAtPath: path)
        }
        return try ToolSelection(words, in: ToolConfiguration(folder: folder.path))
    }

    @Test func namesChooseServersToolsAndLocalTools() throws {
        let selection = try Self.selection("time,hello", "git__git_log", "git__git_status")
        #expect(selection.servers == ["time": .all, "git": .named(["git__git_log", "git__git_status"])])
        #expect(selection.localTools == ["hello"])
        #expect(try Self.selection("git__git_log,git").servers == ["git": .all])
        #expect(try Self.selection("off").servers == ["off": .all])
        #expect(try Self.selection("all").servers.keys.sorted() == ["bad", "git", "time"])
        #expect(try Self.selection("none").isEmpty && Self.selection().isEmpty && Self.selection("none,none").isEmpty)
    }

    @Test func anUnknownNameNamesNearOnes() {
        let known = ["time", "git", "off", "bad", "hello"]
        #expect(throws: ToolsError.unknownName("tme", near: ["time"], known: known)) { try Self.selection("tme") }
        #expect(throws: ToolsError.unknownName("zzzzzz", near: [], known: known)) { try Self.selection("zzzzzz") }
        #expect(throws: ToolsError.unknownName("gti__git_log", near: [], known: known)) {
            try Self.selection("gti__git_log")
        }
        #expect(throws: ToolsError.noneAmongOthers) { try Self.selection("none,time") }
        #expect(throws: ToolsError.self) { try Self.selection("bad") }
    }

    @Test func callNamesFitAndAreEachForOneTool() {
        let long = String(repeating: "x", count: 100)
        let names = CallName.ofTools(["a.b", "a b", "a_b", "ok", long, long + "y", "é", ""], server: "s")
        #expect(names[2] == "s__a_b" && names[3] == "s__ok")
        #expect(Set(names).count == names.count && names.allSatisfy(CallName.isUsable))
        #expect(names[4].hasPrefix("s__xxx") && names[4].utf8.count == 64)
        #expect(names == CallName.ofTools(["a.b", "a b", "a_b", "ok", long, long + "y", "é", ""], server: "s"))
    }
}
