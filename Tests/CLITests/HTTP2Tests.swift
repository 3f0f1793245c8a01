import Foundation
import Testing

/// Batches against an nginx that speaks HTTP/2 over TLS.
@Suite(.timeLimit(.minutes(2))) struct HTTP2Tests {
    private static let certificates = URL(fileURLWithPath: #filePath).deletingLastPathComponent()
        .appendingPathComponent("../CloudComputeClientTests/Fixtures/tls").standardized.path

    /// Runs commands while nginx listens on `$port`; its replies tell by their ids over what they came.
    private static func run(
        _ program: Program, requests: Int, requestsPerConnection: Int, _ commands: String
    ) async throws -> Program.Outcome {
        try program.write((0..<requests).map { "\"\($0)\"\n" }.joined(), to: "in.jsonl")
        // The body is read by the server behind, since nginx answers `return` by resetting the stream.
        return try await program.shell(
            nginx: "user root; worker_processes 1;",
            serving: """
                keepalive_requests \(requestsPerConnection);
                server {
                  listen 127.0.0.1:PORT ssl http2;
                  ssl_certificate \(certificates)/good.pem; ssl_certificate_key \(certificates)/good.pem;
                  location / {
                    proxy_pass http://unix:\(program.folder.path)/behind;
                    proxy_set_header X-Way "$server_protocol $connection";
                  }
                }
                server {
                  listen unix:\(program.folder.path)/behind;
                  location = /v1/chat/completions {
                    default_type application/json;
                    return 200 '{"id":"$http_x_way","choices":[{"index":0,"message":{"content":"a"},"finish_reason":"stop"}]}';
                  }
                }
                """, firstPort: 20100,
            """
            set -e
            export SSL_CERT_FILE=\(certificates)/authority.pem CLOUDCOMPUTE_BASE_URL=https://127.0.0.1:$port/v1
            \(commands)
            """)
    }

    /// Over what the replies came.
    private static func ways(_ program: Program) throws -> [String] {
        try program.read("out.jsonl").split(separator: "\n").compactMap {
            $0.firstMatch(of: /"body":\{"id":"([^"]*)"/).map { String($0.1) }
        }
    }

    @Test func manyRequestsShareOneConnection() async throws {
        try await Program.inFolder { program in
            let outcome = try await Self.run(
                program, requests: 600, requestsPerConnection: 1000,
                "cloudcompute batch run in.jsonl -o out.jsonl -m m -j 300 --quiet")
            #expect(outcome.exitCode == 0, "\(outcome.error)")
            let ways = try Self.ways(program)
            #expect(ways.count == 600)
            #expect(Set(ways).count == 1 && ways.first?.hasPrefix("HTTP/2.0 ") == true, "\(Set(ways))")
        }
    }

    @Test func aServerMayGoBackToHTTP1() async throws {
        try await Program.inFolder { program in
            let outcome = try await Self.run(
                program, requests: 6000, requestsPerConnection: 50,
                """
                cloudcompute batch run in.jsonl -o out.jsonl -m m -j 64 --quiet & run=$!
                tail -n +1 -F out.jsonl 2> /dev/null | head -n 300 > /dev/null
                sed -i 's/ ssl http2;/ ssl;/' nginx.conf && kill -HUP "$(cat nginx.pid)"
                wait $run
                """)
            #expect(outcome.exitCode == 0, "\(outcome.error)")
            let ways = try Self.ways(program)
            #expect(ways.count == 6000)
            #expect(Set(ways.map { $0.prefix(8) }) == ["HTTP/2.0", "HTTP/1.1"])
        }
    }
}
