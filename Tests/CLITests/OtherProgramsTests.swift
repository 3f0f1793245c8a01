import CloudComputeClient
import Foundation
import JSON
import Testing

@Suite(.timeLimit(.minutes(10))) struct OtherProgramsTests {
    @Test func theOpenAISDKTalksToTheSandbox() async throws {
        let python = try #require(
            ProcessInfo.processInfo.environment["CLOUDCOMPUTE_TEST_PYTHON"],
            "This test needs Python with the openai package; `make test` sets it up.")
        try await Program.inFolder { program in
            try await program.withSandbox { program, url in
                try await program.withSandbox(["--rate-limit", "1/m"]) { program, limitedURL in
                    let script = Program.root.appendingPathComponent("Tests/CLITests/openai_sdk.py").path
                    let outcome = try await program.run(executable: python, [script, url, limitedURL])
                    #expect(outcome.exitCode == 0, "\(outcome.error)")
                    let result = try JSONValue(parsing: outcome.output)
                    #expect(result["models"] == ["sandbox/small", "sandbox/reasoning", "sandbox/vision"])
                    #expect(result["text"]?.string?.contains("> Привет, SDK") == true)
                    #expect(result["streamed"] == result["text"])
                    #expect(result["finish_reason"] == "stop")
                    #expect(result["streamed_usage"] == result["usage"])
                    #expect(result["wrong_key"]?["type"] == "AuthenticationError")
                    #expect(result["wrong_key"]?["status"]?.int == 401)
                    #expect(result["limited"]?["type"] == "RateLimitError")
                    #expect(result["limited"]?["body"]?["message"] == "Rate limit exceeded.")
                }
            }
        }
    }

    @Test func theProgramTalksToNginx() async throws {
        try await Program.inFolder { program in
            let chunk = #"data: {"id":"n","model":"m","choices":[{"index":0,"delta":{"content":"от nginx"}}]}"#
            let last = #"data: {"choices":[{"index":0,"delta":{},"finish_reason":"stop"}]}"#
            try program.write("\(chunk)\n\n\(last)\n\ndata: [DONE]\n\n", to: "stream.txt")
            try program.write("\"a\"\n\"b\"\n", to: "in.jsonl")
            let outcome = try await program.shell(
                serving: """
                    server {
                      listen 127.0.0.1:PORT;
                      location = /v1/models { default_type application/json; return 200 '{"object":"list","data":[{"id":"nginx/canned","object":"model"}]}'; }
                      location = /v1/chat/completions { error_page 405 =200 /stream.txt; root \(program.folder.path); types { text/event-stream txt; } try_files /stream.txt =404; }
                      location = /stream.txt { root \(program.folder.path); types { text/event-stream txt; } }
                    }
                    """, firstPort: 20000,
                """
                set -e
                export CLOUDCOMPUTE_BASE_URL=http://127.0.0.1:$port/v1
                cloudcompute models
                cloudcompute ask hi
                cloudcompute batch run in.jsonl -o out.jsonl -m nginx/canned --quiet
                """)
            #expect(outcome.exitCode == 0, "\(outcome.error)")
            #expect(outcome.output.contains("nginx/canned"))
            #expect(outcome.output.hasSuffix("от nginx\n"))
            #expect(try program.read("out.jsonl").split(separator: "\n").count == 2)
        }
    }
}
