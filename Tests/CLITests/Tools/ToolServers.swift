import Foundation
import JSON
import Testing

/// Servers for the tests of the built program.
enum ToolServers {
    static let folder = Program.root.appendingPathComponent("Tests/CLITests/Tools/servers").path

    /// The Python with the current MCP SDK and servers on it.
    static func python() throws -> String {
        try #require(
            ProcessInfo.processInfo.environment["CLOUDCOMPUTE_TEST_PYTHON"],
            "This test needs Python with MCP servers; `make test` sets it up.")
    }

    /// The Python with the SDK before the stateless protocol.
    static func legacyPython() throws -> String {
        try #require(
            ProcessInfo.processInfo.environment["CLOUDCOMPUTE_TEST_LEGACY_MCP_PYTHON"],
            "This test needs Python with an MCP server of 2025; `make test` sets it up.")
    }

    /// The entry of a server that behaves as a word says.
    static func stubborn(_ mode: String, _ more: JSONObject = [:]) throws -> JSONValue {
        var entry: JSONObject = [
            "command": "python3", "args": [.string("\(folder)/stubborn.py"), .string(mode)],
        ]
        for member in more.members { entry[member.name] = member.value }
        return .object(entry)
    }
}

extension Program {
    /// The folder of the configuration.
    var configurationFolder: URL { folder.appendingPathComponent(".config/cloudcompute") }

    /// Writes `mcp.json` with servers of these names.
    func setUp(servers: JSONObject) throws {
        try FileManager.default.createDirectory(at: configurationFolder, withIntermediateDirectories: true)
        let path = configurationFolder.appendingPathComponent("mcp.json")
        try Data((["mcpServers": .object(servers)] as JSONValue).jsonBytes).write(to: path)
        try FileManager.default.setAttributes([.posixPermissions: 0o600], ofItemAtPath: path.path)
    }

    /// Writes servers that behave as their names say.
    func setUp(stubborn modes: String...) throws {
        try setUp(servers: JSONObject(try modes.map { JSONObject.Member($0, try ToolServers.stubborn($0)) }))
    }

    /// Runs `tools run` with `--json` and gives what it printed.
    func runTool(_ name: String, _ arguments: String = "{}", _ more: [String] = []) async throws -> JSONValue {
        let outcome = try await run(["tools", "run", name, arguments, "--json"] + more)
        #expect([0, 1].contains(outcome.exitCode), "\(name): \(outcome.status) \(outcome.error)")
        return try JSONValue(parsing: outcome.output)
    }

    /// The processes of this test that still run, by what their environment or command line holds.
    func processes(holding text: String) throws -> [String] {
        let all = try FileManager.default.contentsOfDirectory(atPath: "/proc").filter { Int($0) != nil }
        return all.compactMap { number in
            guard let words = FileManager.default.contents(atPath: "/proc/\(number)/environ") else { return nil }
            let line = String(decoding: words, as: UTF8.self)
            return line.contains(text) && number != "\(ProcessInfo.processInfo.processIdentifier)" ? number : nil
        }
    }
}
