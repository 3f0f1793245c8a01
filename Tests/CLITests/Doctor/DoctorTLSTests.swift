import Foundation
import JSON
import Testing

/// `doctor` and a server with a certificate of an authority of its own.
@Suite(.timeLimit(.minutes(2))) struct DoctorTLSTests {
    @Test func anAuthorityThatIsNotTrustedIsNamedAndOneThatIsMakesAllWell() async throws {
        try await Program.inFolder { program in
            let certificates = URL(fileURLWithPath: #filePath).deletingLastPathComponent()
                .appendingPathComponent("../../CloudComputeClientTests/Fixtures/tls").standardized.path
            let outcome = try await program.shell(
                serving: """
                    server {
                      listen 127.0.0.1:PORT ssl;
                      ssl_certificate \(certificates)/good.pem; ssl_certificate_key \(certificates)/good.pem;
                      location = /v1/models { default_type application/json; return 200 '{"data":[{"id":"m"}]}'; }
                    }
                    """, firstPort: 20300,
                """
                export CLOUDCOMPUTE_BASE_URL=https://localhost:$port/v1
                cloudcompute doctor --json > refused.json; echo $?
                SSL_CERT_FILE=\(certificates)/other.pem cloudcompute doctor --json > other.json; echo $?
                SSL_CERT_FILE=\(certificates)/authority.pem cloudcompute doctor --json > trusted.json; echo $?
                """)
            #expect(outcome.output == "69\n69\n0\n", "\(outcome.output) \(outcome.error)")
            func check(_ name: String, _ id: String) throws -> JSONValue? {
                try JSONValue(parsing: Array(program.read(name).utf8))["checks"]?.array?.first {
                    $0["id"]?.string == id
                }
            }
            for name in ["refused.json", "other.json"] {
                #expect(try check(name, "tls")?["status"] == "error")
                #expect(try check(name, "tls")?["facts"]?["issuer"] == "Test Authority")
                #expect(try check(name, "server")?["status"] == "skipped")
            }
            #expect(try check("refused.json", "tls")?["fix"]?.string?.contains("ca_file") == true)
            #expect(try check("other.json", "tls")?["fix"]?.string?.contains("SSL_CERT_FILE") == true)
            #expect(try check("trusted.json", "tls")?["status"] == "ok")
            #expect(try check("trusted.json", "server")?["status"] == "ok")
        }
    }
}
