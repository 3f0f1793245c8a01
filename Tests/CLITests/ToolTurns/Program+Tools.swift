import Foundation

/// Tools for the program under test, which tell of each run in the file `runs`.
extension Program {
    /// Puts a local tool into the configuration folder; the script finds its arguments in `$arguments`.
    func addTool(_ name: String, _ script: String = "printf %s \"$arguments\"", hints: String = "{}") throws {
        let tools = folder.appendingPathComponent(".config/cloudcompute/tools")
        try FileManager.default.createDirectory(at: tools, withIntermediateDirectories: true)
        let text = "#!/bin/bash\nread -r arguments\necho \(name) >> '\(file("runs"))'\n\(script)\n"
        let path = tools.appendingPathComponent(name).path
        try Data(text.utf8).write(to: URL(fileURLWithPath: path))
        try FileManager.default.setAttributes([.posixPermissions: 0o700], ofItemAtPath: path)
        let description =
            "{\"description\": \"The tool \(name).\", \"parameters\": {\"type\": \"object\"}, \"annotations\": \(hints)}"
        try Data(description.utf8).write(to: URL(fileURLWithPath: path + ".json"))
    }

    /// Names an MCP server in the configuration; its tools say their names back, are described by the word in the file
    /// `word`, and one that is named `change` changes that.
    func addServer(_ name: String, _ tools: String...) throws {
        try write("one", to: "word")
        try write(Self.server, to: "server.py")
        let arguments = ([file("server.py"), file("")] + tools).map { "\"\($0)\"" }.joined(separator: ", ")
        try FileManager.default.createDirectory(
            atPath: file(".config/cloudcompute"), withIntermediateDirectories: true)
        try write(
            "{\"mcpServers\": {\"\(name)\": {\"command\": \"python3\", \"args\": [\(arguments)]}}}",
            to: ".config/cloudcompute/mcp.json")
    }

    /// The names of the tools that ran, in order.
    var runs: [String] { ((try? read("runs")) ?? "").split(separator: "\n").map(String.init) }

    /// Runs the program where no terminal is, whatever the tests run in.
    func runAlone(_ arguments: [String], input: String = "") async throws -> Outcome {
        try await run(executable: "/usr/bin/env", ["setsid", "-w", Self.path] + arguments, input: input)
    }

    /// A server over standard input and output that describes its tools by what stands in a file, and tells of its start.
    private static let server = """
        import json, sys
        folder, names = sys.argv[1], sys.argv[2:]
        open(folder + "/started", "w").close()
        for line in sys.stdin:
            message = json.loads(line)
            method, result = message.get("method"), {}
            if "id" not in message:
                continue
            if method == "initialize":
                result = {"protocolVersion": "2025-11-25", "capabilities": {"tools": {"listChanged": True}},
                          "serverInfo": {"name": "test", "version": "1"}}
            elif method == "tools/list":
                word = open(folder + "/word").read()
                result = {"tools": [{"name": name, "description": "Says " + word + ".",
                                     "inputSchema": {"type": "object"}} for name in names]}
            elif method == "tools/call":
                with open(folder + "/runs", "a") as runs:
                    runs.write(message["params"]["name"] + "\\n")
                result = {"content": [{"type": "text", "text": "said " + message["params"]["name"]}]}
                if message["params"]["name"] == "change":
                    with open(folder + "/word", "w") as word:
                        word.write("other")
                    print(json.dumps({"jsonrpc": "2.0", "method": "notifications/tools/list_changed"}), flush=True)
            print(json.dumps({"jsonrpc": "2.0", "id": message["id"], "result": result}), flush=True)

        """
}
