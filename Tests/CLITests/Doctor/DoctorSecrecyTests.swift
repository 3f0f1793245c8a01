import Foundation
import JSON
import Testing

/// Secrets wherever a setup may have them, none of which a report may hold.
@Suite(.timeLimit(.minutes(2))) struct DoctorSecrecyTests {
    private static let secrets = [
        "cc-env-pLaNtEd-1", "cc-file-pLaNtEd-2", "pRoXy-pLaNtEd-3", "uRl-pLaNtEd-4", "cc-command-pLaNtEd-5",
        "cc-profile-pLaNtEd-6", "tOoL-pLaNtEd-7", "qUeRy-pLaNtEd-8",
    ]

    private static func plant(_ program: Program) throws -> Program {
        var program = program
        try program.configure(
            """
            profiles:
              default: {base_url: "http://127.0.0.1:9/v1"}
              own: {base_url: "http://127.0.0.1:9/v1", api_key: \(secrets[5])}
              command: {base_url: "http://127.0.0.1:9/v1", api_key_command: "echo \(secrets[4])"}
              failing: {base_url: "http://127.0.0.1:9/v1", api_key_command: "sh -c 'echo \(secrets[4]); exit 3'"}
              login: {base_url: "http://127.0.0.1:9/v1"}

            """)
        for name in ["key", ".config/cloudcompute/login.key"] {
            try program.write(secrets[1] + "\n", to: name)
            try program.setMode(0o600, of: name)
        }
        try program.write(
            #"{"mcpServers": {"a": {"command": "x", "env": {"TOKEN": "\#(secrets[6])"}, "type": "odd"}}}"#,
            to: ".config/cloudcompute/mcp.json")
        for variable in ["HTTP_PROXY", "https_proxy", "ALL_PROXY"] {
            program.environment[variable] = "http://joe:\(secrets[2])@127.0.0.1:9"
        }
        return program
    }

    private static let runs: [(arguments: [String], variables: [String: String])] = [
        (["--profile", "own"], [:]), (["--profile", "command"], [:]), (["--profile", "failing"], [:]),
        (["--profile", "login"], [:]), (["--api-key-file", "key"], ["CLOUDCOMPUTE_API_KEY": secrets[0]]),
        ([], ["CLOUDCOMPUTE_API_KEY": secrets[0]]),
        ([], ["CLOUDCOMPUTE_BASE_URL": "https://joe:\(secrets[3])@host.invalid/v1"]),
        ([], ["CLOUDCOMPUTE_BASE_URL": "joe:\(secrets[3])@host.invalid"]),
        ([], ["CLOUDCOMPUTE_BASE_URL": "https://host.invalid/v1?key=\(secrets[7])"]),
        ([], ["CLOUDCOMPUTE_BASE_URL": "https://host.invalid/v1?\(secrets[7])"]),
        (["--base-url", "https://host.invalid/v1"], ["CLOUDCOMPUTE_API_KEY": secrets[0]]),
        ([], ["http_proxy": "ftp://joe:\(secrets[2])@h", "CLOUDCOMPUTE_BASE_URL": "https://host.invalid/v1"]),
        ([], ["https_proxy": "joe:\(secrets[2])@h:99999", "CLOUDCOMPUTE_BASE_URL": "https://host.invalid/v1"]),
    ]

    @Test(arguments: runs.indices) func noReportHoldsASecret(index: Int) async throws {
        let (arguments, variables) = Self.runs[index]
        try await Program.inFolder { program in
            var program = try Self.plant(program)
            program.environment.merge(variables) { $1 }
            for form in [["--json"], [], ["--offline"], ["-v"]] {
                let outcome = try await program.run(["doctor"] + form + arguments)
                #expect(outcome.signal == nil && !outcome.output.isEmpty, "\(outcome)")
                if form == ["--json"] { _ = try JSONValue(parsing: Array(outcome.output.utf8)) }
                for secret in Self.secrets {
                    #expect(!(outcome.output + outcome.error).contains(secret), "\(secret): \(outcome)")
                }
            }
        }
    }
}
