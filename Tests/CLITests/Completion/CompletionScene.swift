import Foundation
import JSON
import LoopbackServer
import Synchronization
import Testing

/// A home in which a server has listed what completion offers, some of it with hostile names.
struct CompletionScene: Sendable {
    /// The program, set up to talk to the server.
    let program: Program
    private let requests: Counter

    private final class Counter: Sendable {
        let count = Mutex(0)
    }

    /// A name that a shell must neither run nor break at.
    static let hostile = #"maker/o'b "x" $(touch pwned) `touch pwned`;touch pwned"#

    private static let models = [
        "qwen/qwen3.8-flash", "qwen/qwen3.8-flash:free", "maker/other", hostile, "maker/two\nlines",
        "maker/\u{1B}[2Jescape",
        "--yes",
    ]
    private static let instances =
        #"[{"id":564,"name":"vllm"},{"id":565,"name":"night run"},{"id":566,"name":"a\u001bb"}]"#
    private static let keys = #"[{"id":16,"name":"laptop"},{"id":17,"name":"$(touch pwned)"}]"#

    /// Sets the home up and runs the body; the program asks for nothing more from then on.
    static func play(_ body: @escaping @Sendable (CompletionScene) async throws -> Void) async throws {
        let requests = Counter()
        try await LoopbackServer.serve { request in
            requests.count.withLock { $0 += 1 }
            let body =
                if request.route.contains("/models") {
                    JSONValue.object(["data": .array(models.map { ["id": .string($0), "context_length": 32768] })])
                        .jsonText
                } else if request.route.contains("/instances") {
                    instances
                } else if request.route.contains("/ssh-keys") {
                    keys
                } else {
                    #"{"model":"m","choices":[{"message":{"role":"assistant","content":"Yes."},"finish_reason":"stop"}]}"#
                }
            return .close([LoopbackServer.http("200 OK", type: "application/json", body)])
        } while: { server in
            try await Program.inFolder { program in
                var program = program
                program.environment["CLOUDCOMPUTE_BASE_URL"] = server.baseURL
                try await setUp(program, server.baseURL)
                let scene = CompletionScene(program: program, requests: requests)
                let before = requests.count.withLock { $0 }
                try await body(scene)
                #expect(requests.count.withLock { $0 } == before, "Completing asks the server.")
                #expect(!FileManager.default.fileExists(atPath: program.file("pwned")), "A name was run.")
                #expect(
                    !FileManager.default.fileExists(atPath: program.file("key")), "The program for the key was run.")
            }
        }
    }

    private static func setUp(_ program: Program, _ url: String) async throws {
        for arguments in [["models"], ["instances", "list"], ["ssh-keys", "list"]] {
            let outcome = try await program.run(arguments)
            try #require(outcome.exitCode == 0, "\(outcome.error)")
        }
        for title in ["Kernel panics", "Kernel \"x\" $(touch pwned)", "Night run"] {
            let outcome = try await program.run(["ask", "-m", "=m", "--no-stream", title])
            try #require(outcome.exitCode == 0, "\(outcome.error)")
        }
        let folder = ".config/cloudcompute"
        try FileManager.default.createDirectory(
            atPath: program.file("\(folder)/templates"), withIntermediateDirectories: true)
        // Written last, so that nothing has asked for this key.
        try program.write(
            """
            profile: work
            profiles:
              work:
                api_key_command: touch \(program.file("key"))
              home: {}
            """, to: "\(folder)/config.yaml")
        chmod(program.file("\(folder)/config.yaml"), 0o600)
        try program.write("Say {{input}} in {{language}}.", to: "\(folder)/templates/translate.md")
        try program.write(#"{"mcpServers":{"time":{"command":"t"},"git":{"command":"g"}}}"#, to: "\(folder)/mcp.json")
        try program.write("{}", to: "photo one.jpg")
        // What was listed for the profile in force before is what is kept for this one.
        let cache = ".cache/cloudcompute"
        for kind in ["instances", "ssh-keys"] {
            for name in try FileManager.default.contentsOfDirectory(atPath: program.file("\(cache)/\(kind)")) {
                let work = name.replacing("default@", with: "work@")
                try FileManager.default.moveItem(
                    atPath: program.file("\(cache)/\(kind)/\(name)"), toPath: program.file("\(cache)/\(kind)/\(work)"))
            }
        }
    }
}
