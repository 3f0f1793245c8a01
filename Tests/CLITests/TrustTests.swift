import Foundation
import LoopbackServer
import Synchronization
import Testing

@Suite(.timeLimit(.minutes(2))) struct TrustTests {
    private static let configuration = ".config/cloudcompute/config.yaml"

    /// Writes the configuration file with a mode.
    private func configure(_ program: Program, _ profile: String, mode: Int = 0o600) throws {
        try FileManager.default.createDirectory(
            atPath: program.file(".config/cloudcompute"), withIntermediateDirectories: true)
        try program.write("profiles: {default: {\(profile)}}\n", to: Self.configuration)
        try setMode(mode, of: Self.configuration, program)
    }

    private func setMode(_ mode: Int, of name: String, _ program: Program) throws {
        try FileManager.default.setAttributes([.posixPermissions: mode], ofItemAtPath: program.file(name))
    }

    @Test func filesThatOthersMayChangeAreRefusedAndThoseThatTheyMayReadAreWarnedOf() async throws {
        try await Program.inFolder { program in
            try await program.withSandbox { program, url in
                var program = program
                program.environment["CLOUDCOMPUTE_API_KEY"] = nil
                try program.write("cc-sandbox\n", to: "key")
                let models = ["models", "--api-key-file", "key"]
                try setMode(0o644, of: "key", program)
                let warned = try await program.run(models)
                #expect(warned.exitCode == 0 && warned.error.contains("run `chmod 600 key`"), "\(warned.error)")
                try setMode(0o602, of: "key", program)
                let refused = try await program.run(models)
                #expect(refused.exitCode == 78 && refused.output.isEmpty && refused.errorLines.count == 1)
                #expect(refused.error.contains("run `chmod 600 key`"))
                try setMode(0o600, of: "key", program)
                #expect(try await program.run(models).error.isEmpty)
                #expect(try await program.shell("cloudcompute models --api-key-file <(cat key)").error.isEmpty)

                try configure(program, "api_key: cc-sandbox", mode: 0o644)
                let doctor = try await program.run(["doctor"])
                #expect(doctor.output.contains("! permissions: ") && doctor.output.contains("chmod 600"))
                #expect(doctor.exitCode == 0, "\(doctor.output)")
                try setMode(0o666, of: Self.configuration, program)
                let ill = try await program.run(["doctor"])
                #expect(ill.exitCode == 78 && ill.output.contains("✗ settings: "), "\(ill.output)")
                #expect(ill.output.contains("run `chmod go-w "))
                #expect(try await program.run(["models"]).exitCode == 78)
            }
        }
    }

    @Test func aCommandGivesTheKeyAndIsRunOnlyWhereOneIsNeeded() async throws {
        try await Program.inFolder { program in
            try await program.withSandbox { program, _ in
                var program = program
                program.environment["CLOUDCOMPUTE_API_KEY"] = nil
                try program.write("cc-sandbox\nuser: joe\n", to: "pass")
                try configure(program, #"api_key_command: 'sh -c "echo run >> runs; cat; cat pass"'"#)
                for command in [["config", "show"], ["history", "list"], ["models", "--sandbox"]] {
                    let outcome = try await program.run(command)
                    #expect(outcome.exitCode == 0 && !outcome.output.contains("cc-sandbox"), "\(outcome.error)")
                }
                #expect(try program.lineCount("runs") == 0)
                #expect(try await program.run(["models"]).exitCode == 0)
                let asked = try await program.run(["ask", "-m", "sandbox/small"], input: "from the pipe")
                #expect(asked.output.contains("> from the pipe"), "\(asked.error)")
                #expect(try program.lineCount("runs") == 2)
                #expect(try await program.run(["config", "show"]).output.contains("from a command"))
            }
        }
    }

    @Test(arguments: [
        (#"sh -c "echo cc-secret-0123456789; exit 3""#, "sh (profiles.default.api_key_command", "exit status 3"),
        (#"sh -c "echo cc-secret-0123456789 and more""#, "sh (", "printed no key"),
        (#"sh -c "yes cc-secret-0123456789 | head -c 200000""#, "sh (", "printed more"),
        (#"sh -c "kill -9 $$""#, "sh (", "signal 9"),
        ("no-such-program-here x", "no-such-program-here", "cannot be run"),
    ])
    func aCommandThatGivesNoKeyEndsInOneSentenceWithoutItsOutput(
        command: String, named: String, reason: String
    ) async throws {
        try await Program.inFolder { program in
            try configure(program, "api_key_command: '\(command)'")
            let outcome = try await program.run(["models", "--base-url", "http://127.0.0.1:9/v1"])
            #expect(outcome.exitCode == 78, "\(outcome.error)")
            #expect(outcome.errorLines.count == 1 && outcome.error.contains(named) && outcome.error.contains(reason))
            #expect(!(outcome.error + outcome.output).contains("cc-secret"), "\(outcome.error)")
        }
    }

    @Test(arguments: [("TERM", "143"), ("HUP", "129")])
    func aSignalEndsTheKeyCommandToo(signal: String, code: String) async throws {
        try await Program.inFolder { program in
            try configure(program, #"api_key_command: 'sh -c "exec 9> up; echo up >&9; tail -f /dev/null & wait"'"#)
            let outcome = try await program.shell(
                """
                mkfifo up
                cloudcompute models --base-url http://127.0.0.1:9/v1 & process=$!
                exec 8< up
                read -r word <&8
                kill -\(signal) $process
                wait $process
                echo $?
                timeout 30 cat <&8 && echo gone
                """)
            #expect(outcome.output == "\(code)\ngone\n", "\(outcome.error)")
        }
    }

    @Test func theKeyCommandAsksAtTheTerminal() async throws {
        try await Program.inFolder { program in
            try await program.withSandbox { program, _ in
                var program = program
                program.environment["CLOUDCOMPUTE_API_KEY"] = nil
                try configure(
                    program, #"api_key_command: 'sh -c "stty -echo; printf Passphrase: >&2; read -r word; echo $word"'"#
                )
                let terminal = try Terminal(program, ["models"])
                try await terminal.expect("Passphrase:")
                terminal.type("cc-sandbox\r")
                try await terminal.expect("sandbox/small")
                #expect(try await terminal.exitCode() == 0)
                #expect(!terminal.screen.contains("cc-sandbox"))
                let interrupted = try Terminal(program, ["models"])
                try await interrupted.expect("Passphrase:")
                interrupted.type("\u{3}")
                #expect(try await interrupted.exitCode() == 130)
            }
        }
    }

    @Test func controlZStopsTheKeyCommandWithTheProgram() async throws {
        try await Program.inFolder { program in
            try await program.withSandbox { program, _ in
                var program = program
                program.environment["CLOUDCOMPUTE_API_KEY"] = nil
                program.environment["PS1"] = "shell> "
                try configure(
                    program,
                    #"api_key_command: 'sh -c "trap ''printf Again: >&2'' CONT; stty -echo; printf Passphrase: >&2; "#
                        + #"read -r word || read -r word; echo $word"'"#)
                let terminal = try Terminal(program, ["--norc", "-i"], executable: "/bin/bash")
                try await terminal.expect("shell> ")
                terminal.type("cloudcompute models\r")
                try await terminal.expect("Passphrase:")
                terminal.type("\u{1A}")
                try await terminal.expect("Stopped")
                try await terminal.expect("shell> ")
                terminal.type("echo here; fg\r")
                try await terminal.expect("here\r\n")
                try await terminal.expect("cloudcompute models")
                // The command goes on once the terminal has its modes again.
                try await terminal.expect("Again:")
                terminal.type("cc-sandbox\r")
                try await terminal.expect("sandbox/small")
                try await terminal.expect("shell> ")
                terminal.type("exit\r")
                #expect(try await terminal.exitCode() == 0)
                #expect(!terminal.screen.contains("cc-sandbox"))
            }
        }
    }

    @Test func plainHTTPToAnotherMachineIsRefusedUnlessTheProfileAllowsIt() async throws {
        try await Program.inFolder { program in
            let authorizations = Mutex<[String?]>([])
            try await LoopbackServer.serve { request in
                authorizations.withLock { $0.append(request.header("authorization")) }
                return .close([
                    LoopbackServer.http("200 OK", type: "application/json", #"{"data":[{"id":"only"}]}"#)
                ])
            } while: { [program] server in
                var program = program
                // No loopback address by name, and yet this machine.
                program.environment["CLOUDCOMPUTE_BASE_URL"] = "http://0.0.0.0:\(server.port)/v1"
                program.environment["CLOUDCOMPUTE_API_KEY"] = "cc-secret-0123456789"
                let refused = try await program.run(["models"])
                #expect(refused.exitCode == 78 && refused.errorLines.count == 1, "\(refused.error)")
                #expect(refused.error.contains("allow_insecure_http: true"))
                #expect(authorizations.withLock { $0.isEmpty })
                try configure(program, "allow_insecure_http: true")
                let allowed = try await program.run(["models"])
                #expect(allowed.exitCode == 0 && allowed.error.contains("unencrypted"), "\(allowed.error)")
                try configure(program, "allow_insecure_http: true, api_key: none")
                #expect(try await program.run(["models"]).exitCode == 0)
                #expect(authorizations.withLock { $0 } == ["Bearer cc-secret-0123456789", nil])
            }
        }
    }

    @Test func theCertificatesOfTheProfileCountBeforeThoseOfTheEnvironment() async throws {
        try await Program.inFolder { program in
            var program = program
            program.environment["CLOUDCOMPUTE_BASE_URL"] = "https://127.0.0.1:9/v1"
            program.environment["CLOUDCOMPUTE_API_KEY"] = "cc-secret-0123456789"
            program.environment["SSL_CERT_FILE"] = program.file("all.pem")
            let all = try await program.run(["models"])
            #expect(all.exitCode == 78 && all.error.contains("all.pem"), "\(all.error)")
            try configure(program, "ca_file: ~/mine.pem")
            let own = try await program.run(["models"])
            #expect(own.exitCode == 78 && own.error.contains(program.file("mine.pem")), "\(own.error)")
            #expect(try await program.run(["config", "show"]).output.contains(program.file("mine.pem")))
        }
    }

    @Test func noChildInheritsTheKey() async throws {
        try await Program.inFolder { program in
            var program = program
            try program.write("#!/bin/sh\nenv > environment\necho hello > \"$1\"\n", to: "editor")
            try setMode(0o755, of: "editor", program)
            program.environment["VISUAL"] = program.file("editor")
            program.environment["CLOUDCOMPUTE_API_KEY"] = "cc-secret-0123456789"
            let terminal = try Terminal(program, ["chat", "--sandbox"])
            try await terminal.expect("> ")
            terminal.type("/edit\r")
            try await terminal.expect("hello")
            terminal.type("\u{3}")
            terminal.type("/quit\r")
            _ = try await terminal.exitCode()
            let environment = try program.read("environment")
            #expect(environment.contains("HOME=") && !environment.contains("cc-secret"))
        }
    }

    @Test func aCrashLeavesNoCoreFile() async throws {
        try await Program.inFolder { program in
            let outcome = try await program.shell(
                """
                ulimit -c unlimited 2> /dev/null || ulimit -S -c hard
                coproc cloudcompute sandbox
                read -r url <&"${COPROC[0]}"
                process=$COPROC_PID
                [ ! -e /proc/$process/limits ] || grep -E 'Max core file size +[01] ' /proc/$process/limits > /dev/null || exit 9
                kill -ABRT $process
                wait $process
                echo "$?"
                ls
                """)
            #expect(outcome.output == "134\n", "\(outcome.output) \(outcome.error) \(outcome.status)")
        }
    }

    @Test func passwordsInURLsAreNotShown() async throws {
        try await Program.inFolder { program in
            var program = program
            program.environment["CLOUDCOMPUTE_API_KEY"] = "cc-secret-0123456789"
            for url in [
                "https://joe:hunter2@host/v1", "ftp://joe:hunter2@host", "joe:hunter2@host", "https://joe:hunter2@",
            ] {
                program.environment["CLOUDCOMPUTE_BASE_URL"] = url
                for command in [["config", "show"], ["config", "show", "--json"], ["doctor"], ["models"], ["login"]] {
                    let outcome = try await program.run(command, input: "cc-other-0123456789\n")
                    #expect(!(outcome.output + outcome.error).contains("hunter2"), "\(outcome)")
                }
            }
        }
    }
}
