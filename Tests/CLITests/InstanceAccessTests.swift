import CloudComputeClient
import Foundation
import Subprocess
import Testing

/// Instances reached through a real sshd; the sandbox itself is the model that runs on them.
@Suite(.timeLimit(.minutes(5))) struct InstanceAccessTests {
    @Test func aCommandRunsOnTheInstance() async throws {
        try await Program.inFolder { program in
            try await SSHServer.serve(program) { program, _ in
                let outcome = try await program.run(
                    ["instances", "ssh", "box"] + SSHServer.options(program) + ["--", "echo привет; exit 7"])
                #expect(outcome.output == "привет\n")
                #expect(outcome.exitCode == 7)
                let known = try await program.shell("ssh-keygen -F cloudcompute-instance-564 -f known_hosts")
                #expect(known.exitCode == 0)
            }
        }
    }

    @Test func controlCReachesTheCommandOnTheInstance() async throws {
        try await Program.inFolder { program in
            try await SSHServer.serve(program) { program, _ in
                let terminal = try Terminal(
                    program, ["instances", "ssh", "box"] + SSHServer.options(program) + ["--", "echo here; cat"])
                try await terminal.expect("here")
                terminal.type("\u{3}")
                #expect(try await terminal.exitCode() != 0)
            }
        }
    }

    @Test func aTunnelLeadsToTheModelAndEndsWithTheProgram() async throws {
        try await Program.inFolder { program in
            try await SSHServer.serve(program) { program, port in
                try program.write("cc-sandbox\n", to: "model.key")
                let (models, ended) = try await program.whileRunning(
                    ["instances", "tunnel", "box", "--port", "\(port)", "--path", "/api/v1"]
                        + SSHServer.options(program)
                ) { line in
                    try await program.run([
                        "models", "--base-url", line.trimmingCharacters(in: .whitespacesAndNewlines),
                    ])
                }
                #expect(models?.output.contains("sandbox/small") == true)
                #expect(ended.status == 143)
                try await Self.expectNoForwarding(to: port, program)
                let taken = try await program.run(
                    ["instances", "tunnel", "box", "--local-port", "\(port)"] + SSHServer.options(program))
                #expect(taken.exitCode == 69 && taken.error.contains("is taken"))
                let nobody = try await program.run(
                    ["instances", "tunnel", "box", "--port", "9", "--timeout", "5s"] + SSHServer.options(program))
                #expect(nobody.exitCode == 69)
                let last = try #require(nobody.errorLines.last)
                #expect(last.hasPrefix("cloudcompute: On port 9 of instance 564 no model answers:"), "\(last)")
            }
        }
    }

    @Test func chatAndBatchTalkToTheModelOnTheInstance() async throws {
        try await Program.inFolder { program in
            try await SSHServer.serve(program) { program, port in
                try program.write("cc-sandbox\n", to: "model.key")
                let on =
                    ["--on", "instance:box:\(port)/api/v1", "--model-key-file", "model.key", "-m", "sandbox/small"]
                    + SSHServer.options(program)
                let chat = try await program.run(["chat"] + on, input: "Кто там?\n")
                #expect(chat.exitCode == 0, "\(chat.error)")
                #expect(chat.output.contains("| сообщений | 1 |"))
                try program.write((1...20).map { "\"\($0)\"\n" }.joined(), to: "in.jsonl")
                let batch = try await program.run(["batch", "run", "in.jsonl", "-o", "out.jsonl"] + on)
                #expect(batch.exitCode == 0, "\(batch.error)")
                #expect(try program.lineCount("out.jsonl") == 20)
                try await Self.expectNoForwarding(to: port, program)
                let keyless = try await program.run(
                    ["chat", "--on", "instance:box:\(port)/api/v1", "-m", "sandbox/small"] + SSHServer.options(program),
                    input: "Кто там?\n")
                // The key of CloudCompute, which would have opened this model too, was not sent.
                #expect(keyless.exitCode == 78 || keyless.exitCode == 77)
            }
        }
    }

    @Test func aKilledChatLeavesNoTunnel() async throws {
        try await Program.inFolder { program in
            try await SSHServer.serve(Self.recordingSSH(program)) { program, port in
                try program.write("cc-sandbox\n", to: "model.key")
                let terminal = try Terminal(
                    program,
                    ["chat", "--plain", "--on", "instance:box:\(port)/api/v1", "--model-key-file", "model.key"]
                        + ["-m", "sandbox/small"] + SSHServer.options(program))
                try await terminal.expect("> ")
                #expect(try await Self.forwardings(to: port, program) == 1)
                // Ctrl-C is for the reply, not for the tunnel.
                terminal.type("вопрос" + String(repeating: " и ещё слово", count: 25) + "\r")
                try await terminal.expect("Ответ песочницы")
                terminal.type("\u{3}")
                try await terminal.expect("> ")
                terminal.type("ещё\r")
                try await terminal.expect("> ещё")
                terminal.send(SIGKILL)
                #expect(try await terminal.exitCode() == 128 + SIGKILL)
                try await Self.expectNoForwarding(to: port, program)
            }
        }
    }

    @Test func aProgramThatIsKilledOnceLoggedInLeavesNoTunnel() async throws {
        try await Program.inFolder { program in
            try await SSHServer.serve(Self.recordingSSH(program)) { program, port in
                try program.write("cc-sandbox\n", to: "model.key")
                // In pipes, since a terminal that goes would end ssh by itself.
                let (standing, ended) = try await program.whileRunning(
                    ["instances", "tunnel", "box", "--port", "\(port)", "--path", "/api/v1"]
                        + ["--model-key-file", "model.key"] + SSHServer.options(program), endingWith: .kill
                ) { _ in try await Self.forwardings(to: port, program) }
                #expect(standing == 1)
                #expect(ended.status == 128 + SIGKILL)
                try await Self.expectNoForwarding(to: port, program)
            }
        }
    }

    @Test func aTunnelThatDiesFailsTheTurnInSSHsWordsAndTheNextMessageOpensItAgain() async throws {
        try await Program.inFolder { program in
            try await SSHServer.serve(Self.recordingSSH(program)) { program, port in
                try program.write("cc-sandbox\n", to: "model.key")
                let terminal = try Terminal(
                    program,
                    ["chat", "--plain", "--on", "instance:box:\(port)/api/v1", "--model-key-file", "model.key"]
                        + ["-m", "sandbox/small"] + SSHServer.options(program))
                try await terminal.expect("> ")
                terminal.type("вопрос" + String(repeating: " и ещё слово", count: 60) + "\r")
                try await terminal.expect("Ответ песочницы")
                try Self.endLatestSSH(program)
                try await terminal.expect("The tunnel to instance 564 is down: ssh ended with ")
                try await terminal.expect("> ")
                terminal.type("ещё\r")
                try await terminal.expect("Opening")
                try await terminal.expect("| сообщений | 3 |")
                #expect(try await Self.forwardings(to: port, program) == 1)
                // One that dies between two messages costs none.
                try Self.endLatestSSH(program)
                try await Self.expectNoForwarding(to: port, program)
                terminal.type("и ещё\r")
                try await terminal.expect("| сообщений | 5 |")
                terminal.send(SIGTERM)
                #expect(try await terminal.exitCode() == 128 + SIGTERM)
                try await Self.expectNoForwarding(to: port, program)
                #expect(try FileManager.default.contentsOfDirectory(atPath: program.file("tmp")).isEmpty)
            }
        }
    }

    @Test func aBatchGoesOnThroughTunnelsThatDie() async throws {
        try await Program.inFolder { program in
            try await SSHServer.serve(Self.recordingSSH(program)) { program, port in
                try program.write("cc-sandbox\n", to: "model.key")
                try program.write((1...24).map { "\"вопрос \($0)\"\n" }.joined(), to: "in.jsonl")
                async let batch = program.run(
                    ["batch", "run", "in.jsonl", "-o", "out.jsonl", "--concurrency", "4", "-m", "sandbox/small"]
                        + ["--on", "instance:box:\(port)/api/v1", "--model-key-file", "model.key"]
                        + SSHServer.options(program))
                for count in [3, 10] {
                    _ = try await program.shell("follow out.jsonl head -n \(count)")
                    try Self.endLatestSSH(program)
                }
                let outcome = try await batch
                #expect(outcome.exitCode == 0, "\(outcome.error)")
                #expect(try program.lineCount("out.jsonl") == 24)
                #expect(outcome.error.contains("Opening it again"))
            }
        }
    }

    @Test func aPortThatIsTakenBeforeSSHBindsItIsOneSentence() async throws {
        try await Program.inFolder { program in
            try await SSHServer.serve(program) { program, port in
                // The user's own forward takes what ours would.
                let taken = try await program.run(
                    ["instances", "tunnel", "box", "--ssh-option", "LocalForward=127.0.0.1:\(port) 127.0.0.1:9"]
                        + SSHServer.options(program))
                #expect(taken.exitCode == 69)
                #expect(
                    taken.error.contains("is free for the tunnel") || taken.error.contains("is taken"), "\(taken.error)"
                )
            }
        }
    }

    @Test func theWaitForATunnelIsExplainedAndStopsAtControlC() async throws {
        try await Program.inFolder { program in
            try await SSHServer.serve(Self.recordingSSH(program)) { program, port in
                try program.write("cc-sandbox\n", to: "model.key")
                let terminal = try Terminal(
                    program,
                    ["chat", "--plain", "--on", "instance:box:\(port)/api/v1", "--model-key-file", "model.key"]
                        + ["-m", "sandbox/small"] + SSHServer.options(program))
                try await terminal.expect("> ")
                try program.write("", to: "hang")
                try Self.endLatestSSH(program)
                try await Self.expectNoForwarding(to: port, program)
                terminal.type("вопрос\r")
                try await terminal.expect("The tunnel to instance 564 is down: ssh ended with ")
                try await terminal.expect("waiting 1 s")
                terminal.type("\u{3}")
                try await terminal.expect("Interrupted before the reply")
                terminal.type("\u{4}")
                #expect(try await terminal.exitCode() == 0)
            }
        }
    }

    @Test func theUsersConfigurationLendsNothingToTheHost() async throws {
        try await Program.inFolder { program in
            try program.write(
                """
                Host 127.0.0.1 localhost
                  ProxyCommand touch alias-of-the-server
                Host cloudcompute-instance-*
                  ConnectionAttempts 7
                Host *
                  ForwardAgent yes
                  ForwardX11 yes
                  ForwardX11Trusted yes
                  PermitLocalCommand yes
                  LocalCommand touch local-command
                  ControlMaster auto
                  ControlPath ~/.ssh/master

                """, to: "config")
            // ssh says what it would do.
            try program.write("#!/bin/sh\nexec /usr/bin/ssh -G -F config \"$@\"\n", to: "ssh")
            try FileManager.default.setAttributes([.posixPermissions: 0o755], ofItemAtPath: program.file("ssh"))
            var program = program
            program.environment["PATH"] = "\(program.folder.path):\(program.environment["PATH"] ?? "")"
            try await program.withSandbox(["--boot-time", "0s", "--ssh", "127.0.0.1:2222"]) { program, _ in
                _ = try await program.run(["instances", "create", "--cheapest", "--yes", "--name", "box"])
                func settings(_ options: [String]) async throws -> Set<String> {
                    let outcome = try await program.run(["instances", "ssh", "box"] + options)
                    try #require(outcome.exitCode == 0, "\(outcome.error)")
                    return Set(outcome.output.split(separator: "\n").map(String.init))
                }
                let usual = try await settings([])
                #expect(
                    usual.isSuperset(of: [
                        "hostname 127.0.0.1", "port 2222", "user root", "forwardagent no", "forwardx11 no",
                        "forwardx11trusted no", "permitlocalcommand no", "controlmaster false",
                        "connectionattempts 7",
                    ]), "\(usual.sorted())")
                #expect(!usual.contains { $0.hasPrefix("proxycommand") || $0.hasPrefix("controlpath") })
                #expect(try await settings(["--ssh-option", "ForwardAgent=yes"]).contains("forwardagent yes"))
            }
        }
    }

    /// The program with an ssh in its path that notes its process id before it becomes the real one, unless it is to
    /// hang; and with a folder of its own for temporary files.
    private static func recordingSSH(_ program: Program) throws -> Program {
        try FileManager.default.createDirectory(atPath: program.file("tmp"), withIntermediateDirectories: false)
        try program.write(
            "#!/bin/bash\ncd '\(program.folder.path)'\n[ -e hang ] && exec tail -f /dev/null\necho $$ >> ssh.ids\nexec -a ssh /usr/bin/ssh \"$@\"\n",
            to: "ssh")
        try FileManager.default.setAttributes([.posixPermissions: 0o755], ofItemAtPath: program.file("ssh"))
        var program = program
        program.environment["PATH"] = "\(program.folder.path):\(program.environment["PATH"] ?? "")"
        program.environment["TMPDIR"] = program.file("tmp")
        return program
    }

    /// Ends the ssh that was started last.
    private static func endLatestSSH(_ program: Program) throws {
        let id = try #require(try program.read("ssh.ids").split(separator: "\n").last.flatMap { Int32($0) })
        #expect(kill(id, SIGTERM) == 0)
    }

    /// Waits until no ssh forwards to a port: ssh ends a moment after the program.
    private static func expectNoForwarding(to port: Int, _ program: Program) async throws {
        try await program.waitForEnd(ofAllLike: forwarding(to: port))
    }

    /// How many ssh programs forward to a port.
    private static func forwardings(to port: Int, _ program: Program) async throws -> Int {
        try await program.processes(like: forwarding(to: port)).count
    }

    private static func forwarding(to port: Int) -> String { "^ssh .*:127.0.0.1:\(port) " }
}
