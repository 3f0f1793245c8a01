import Files
import Foundation
import Localization
import Testing

@testable import Tools

@Suite(.timeLimit(.minutes(1))) struct ServersFileTests {
    private static func servers(_ text: String) throws(ToolsError.FileProblem) -> [ServerEntry] {
        try ServersFile.servers(Array(text.utf8), path: "mcp.json").servers
    }

    private static func problem(_ entry: String) throws -> ServerProblem? {
        try servers(#"{"mcpServers":{"a":\#(entry)}}"#).first?.problem
    }

    @Test(arguments: ["mcpServers", "servers", "mcp"])
    func theFormsOfOtherClientsAreTaken(key: String) throws {
        let servers = try Self.servers(
            #"{"inputs":[],"\#(key)":{"a":{"command":"x","args":["1"],"env":{"N":"v","PORT":80,"ON":true},"cwd":"/c"},"#
                + #""b":{"type":"streamable-http","url":"https://h/mcp?x=1","headers":{"A":"${T}"},"trust":true},"#
                + #""c":{"httpUrl":"http://localhost:1/","disabled":true,"timeout":3}}}"#)
        #expect(servers.map(\.name) == ["a", "b", "c"] && servers.allSatisfy { $0.problem == nil })
        guard case .process(let program) = servers[0].transport else { Issue.record(); return }
        #expect(program.command == "x" && program.arguments == ["1"] && program.folder == "/c")
        #expect(program.environment.map(\.value) == ["v", "80", "true"])
        #expect(servers[1].transport == .http(url: "https://h/mcp?x=1", headers: [.init(name: "A", value: "${T}")]))
        #expect(servers[1].ignoredMembers == ["trust"])
        #expect(servers[2].isDisabled && servers[2].ignoredMembers == ["timeout"])
    }

    @Test func commentsAndLastCommasAreTaken() throws {
        let text = """
            { // "servers": 1
              "servers": { /* } */ "a": {"command": "x//y", "args": ["/*", "\\"//",],}, },
            }
            """
        let servers = try Self.servers(text)
        #expect(servers[0].transport == .process(.init(command: "x//y", arguments: ["/*", "\"//"])))
    }

    @Test func whatIsNoFileOfServersSaysWhere() {
        func problem(_ text: String) -> ToolsError.FileProblem? {
            do throws(ToolsError.FileProblem) { _ = try Self.servers(text) } catch { return error }
            return nil
        }
        #expect(
            problem("{\n  \"mcpServers\": {\n    \"a\": é\n")
                == .notJSON(reason: "expected a JSON value", line: 3, column: 10))
        #expect(problem("[]") == .notAnObject)
        #expect(problem("{}") == .noServers && problem(#"{"mcpServers":[]}"#) == .noServers)
        #expect(problem(#"{"mcpServers":{"a":{},"a":{}}}"#) == .repeatedName("a"))
        #expect(problem(#"{"mcpServers":{"":{}}}"#) == .emptyName)
        let many = (0..<101).map { "\"s\($0)\":{}" }.joined(separator: ",")
        #expect(problem("{\"mcp\":{\(many)}}") == .tooManyServers(limit: 100))
        #expect(problem(String(repeating: "[", count: 100_000)) != nil)
        #expect(throws: ToolsError.FileProblem.notText) { try ServersFile.servers([0x7B, 0xFF], path: "") }
    }

    @Test(arguments: [
        ("7", ServerProblem.notAnObject), ("{}", .nothingToStart), (#"{"command":""}"#, .nothingToStart),
        (#"{"command":7}"#, .wrongType(member: "command", expected: "a string")),
        (#"{"command":"x","args":"y"}"#, .wrongType(member: "args", expected: "an array of strings")),
        (#"{"command":"x","args":[7]}"#, .wrongType(member: "args", expected: "an array of strings")),
        (#"{"command":"x","env":[]}"#, .wrongType(member: "env", expected: "an object of strings")),
        (#"{"command":"x","env":{"A":[]}}"#, .wrongType(member: "env.A", expected: "a string")),
        (#"{"command":"x","disabled":"no"}"#, .wrongType(member: "disabled", expected: "true or false")),
        (#"{"command":"x","url":"https://h"}"#, .commandAndURL),
        (#"{"type":"sse","url":"https://h"}"#, .eventStreamType),
        (#"{"type":"ws","url":"https://h"}"#, .unknownType("ws")),
        (#"{"command":"x","args":["$(id)"]}"#, .notExpanded(member: "args", form: "$(")),
        (#"{"command":"x","env":{"K":"${input:key}"}}"#, .notExpanded(member: "env.K", form: "${input:")),
        (#"{"command":"a\u0000b"}"#, .nul(member: "command")), (#"{"url":"http://h/mcp"}"#, .badURL("http://h/mcp")),
        (#"{"url":"https://u:p@h/"}"#, .badURL("https://***@h/")), (#"{"url":"file:///x"}"#, .badURL("file:///x")),
        (#"{"url":"https://h","headers":{"A B":"x"}}"#, .badHeader("A B")),
        (#"{"command":"x","env":{"A=B":"x"}}"#, .badVariableName("A=B")),
        (#"{"command":"x","env":{"CLOUDCOMPUTE_API_KEY":"x"}}"#, .ownKey("CLOUDCOMPUTE_API_KEY", member: "env")),
    ])
    func anEntryThatCannotBeUsedSaysWhy(entry: String, problem: ServerProblem) throws {
        #expect(try Self.problem(entry) == problem)
    }

    @Test func namesAreMadeCallable() throws {
        let servers = try Self.servers(
            #"{"mcp":{"My Server!":{},"a__b":{},"_":{},"a.b":{},"a/b":{},"a_b":{},"\#(String(repeating: "x", count: 40))":{}}}"#
        )
        let names = servers.map(\.name)
        #expect(names[0] == "My_Server" && names[5] == "a_b")
        #expect(Set(names).count == names.count)
        #expect(names.allSatisfy { CallName.isUsable($0) && $0.utf8.count <= 32 && !$0.contains("__") })
    }

    @Test func aFileThatOthersMayWriteStartsNothing() throws {
        let folder = FileManager.default.temporaryDirectory.appending(path: "tools \(UUID().uuidString)")
        try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
        defer { try? FileManager.default.removeItem(at: folder) }
        let path = folder.appending(path: "mcp.json").path
        func read(_ mode: Int, _ text: String) throws -> ServersFile {
            try Data(text.utf8).write(to: URL(filePath: path))
            try FileManager.default.setAttributes([.posixPermissions: mode], ofItemAtPath: path)
            return try ServersFile.read(path, isNamed: false)
        }
        let secret = #"{"mcp":{"a":{"command":"x","env":{"API_TOKEN":"abc"}}}}"#
        #expect(throws: ToolsError.badFile(path: path, isNamed: false, .writableByOthers)) { try read(0o666, secret) }
        #expect(try read(0o644, secret).exposesSecrets && !read(0o600, secret).exposesSecrets)
        #expect(try !read(0o644, secret.replacing("abc", with: "${API_TOKEN}")).exposesSecrets)
        try FileManager.default.setAttributes([.posixPermissions: 0o777], ofItemAtPath: folder.path)
        #expect(throws: ToolsError.self) { try read(0o600, secret) }
        #expect(try ServersFile.read("/no/such/mcp.json", isNamed: false).servers.isEmpty)
        #expect(throws: ToolsError.self) { try ServersFile.read("/no/such/mcp.json", isNamed: true) }
    }
}
