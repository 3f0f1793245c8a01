import CloudComputeClient
import Foundation
import LoopbackServer
import Testing

/// What becomes of tunnels whose ssh does not get in.
@Suite(.timeLimit(.minutes(2))) struct TunnelLoginTests {
    /// Runs the body with an instance whose ssh port takes connections and says nothing.
    private static func atSilentInstance(_ body: @escaping @Sendable (Program) async throws -> Void) async throws {
        // An ssh client sends no HTTP request, so none is ever answered.
        try await LoopbackServer.serve { _ in
            .hold([])
        } while: { server in
            try await onInstance(sshPort: server.port, body)
        }
    }

    private static func onInstance(sshPort: Int, _ body: (Program) async throws -> Void) async throws {
        try await Program.inFolder { program in
            try await program.withSandbox(["--boot-time", "0s", "--ssh", "127.0.0.1:\(sshPort)"]) { program, _ in
                let created = try await program.run(["instances", "create", "--cheapest", "--yes", "--name", "box"])
                try #require(created.exitCode == 0, "\(created.error)")
                try await body(program)
            }
        }
    }

    /// Waits until the ssh programs of a test have ended, which are known by their known_hosts file.
    private static func waitForNoSSH(_ program: Program) async throws {
        try await program.waitForEnd(ofAllLike: "[s]sh .*\(program.file("known_hosts"))")
    }

    /// The program with an ssh in its path that says so in the pipe `up` before it becomes the real one.
    private static func announcingSSH(_ program: Program) async throws -> Program {
        try script(program, "ssh", "echo up > '\(program.file("up"))'", #"exec /usr/bin/ssh "$@""#)
        let made = try await program.shell("mkfifo up")
        try #require(made.exitCode == 0, "\(made.error)")
        var program = program
        program.environment["PATH"] = "\(program.folder.path):\(program.environment["PATH"] ?? "")"
        return program
    }

    private static func options(_ program: Program) -> [String] {
        ["--ssh-option", "UserKnownHostsFile=\(program.file("known_hosts"))"]
    }

    @Test func aProgramThatIsKilledDuringTheLoginLeavesNoSSH() async throws {
        try await Self.atSilentInstance { program in
            let program = try await Self.announcingSSH(program)
            // In pipes, since a terminal that goes would end ssh by itself; and ssh would wait without end.
            try await program.killing(
                ["instances", "tunnel", "box", "--ssh-option", "ConnectTimeout=0"] + Self.options(program),
                once: "read -r word < up")
            try await Self.waitForNoSSH(program)
        }
    }

    @Test(arguments: [SIGTERM, SIGHUP, SIGINT])
    func aSignalDuringTheLoginLeavesNothing(signal: Int32) async throws {
        try await Self.atSilentInstance { program in
            var program = try await Self.announcingSSH(program)
            let temporary = program.file("tmp")
            try FileManager.default.createDirectory(atPath: temporary, withIntermediateDirectories: false)
            program.environment["TMPDIR"] = temporary
            let terminal = try Terminal(
                program,
                ["chat", "--on", "instance:box", "--ssh-option", "ConnectTimeout=0"] + Self.options(program))
            try await terminal.expect("Opening a tunnel")
            #expect(try await program.shell("cat up").output == "up\n")
            terminal.send(signal)
            #expect(try await terminal.exitCode() == 128 + signal)
            try await Self.waitForNoSSH(program)
            #expect(try FileManager.default.contentsOfDirectory(atPath: temporary).isEmpty)
        }
    }

    @Test func aLoginThatHangsEndsInOneSentenceAtTheTimeout() async throws {
        try await Self.atSilentInstance { program in
            let outcome = try await program.run(
                ["instances", "tunnel", "box", "--timeout", "1s"] + Self.options(program))
            #expect(outcome.exitCode == 69)
            #expect(outcome.errorLines.last == "cloudcompute: ssh did not log in to instance 564 in time.")
            try await Self.waitForNoSSH(program)
        }
    }

    @Test func aServerThatHangsUpIsToldOfInSSHsWords() async throws {
        let server = try ClosingServer("SSH-1.0-\u{1B}[2J\u{1B}]0;title\u{7}\r\n")
        defer { server.stop() }
        try await Self.onInstance(sshPort: server.port) { program in
            for command in [["chat", "--on", "instance:box"], ["instances", "tunnel", "box"]] {
                let outcome = try await program.run(command + Self.options(program), input: "hello\n")
                #expect(outcome.exitCode == 69)
                let last = try #require(outcome.errorLines.last)
                #expect(last.hasPrefix("cloudcompute: The tunnel to instance 564 is down: ssh ended with 255: "))
                #expect(!outcome.error.contains("\u{1B}"))
            }
        }
    }

    @Test func withoutSSHTheSentenceNamesThePackage() async throws {
        try await Self.onInstance(sshPort: 9) { program in
            var program = program
            program.environment["PATH"] = program.file("nothing")
            for command in [
                ["instances", "ssh", "box"], ["instances", "tunnel", "box"], ["chat", "--on", "instance:box"],
            ] {
                let outcome = try await program.run(command)
                #expect(outcome.exitCode == 69)
                #expect(
                    outcome.errorLines.last == "cloudcompute: The program ssh cannot be run; install openssh-client.")
            }
        }
    }

    @Test func anotherProgramThatTakesTheWordlessTunnelGetsNothing() async throws {
        try await Self.onInstance(sshPort: 9) { program in
            // An ssh that forwards nothing and says something else: where the socket is, a thief listens.
            try Self.script(
                program, "ssh",
                #"for word; do case "$former" in -L) path=${word%%:*};; esac; former=$word; done"#,
                "echo ready", "echo cloudcompute",
                #"timeout 2 python3 -c 'import socket,sys; s=socket.socket(socket.AF_UNIX); s.bind(sys.argv[1]);"#
                    + #" s.listen(); s.accept(); open("stolen","w")' "$path""#, "exit 255")
            var program = program
            program.environment["PATH"] = "\(program.folder.path):\(program.environment["PATH"] ?? "")"
            try program.write("MODEL-SECRET\n", to: "model.key")
            let outcome = try await program.run(
                ["chat", "--on", "instance:box", "--model-key-file", "model.key"], input: "prompt\n")
            #expect(outcome.exitCode == 69)
            #expect(!FileManager.default.fileExists(atPath: program.file("stolen")))
        }
    }

    private static func script(_ program: Program, _ name: String, _ lines: String...) throws {
        try program.write("#!/bin/sh\n" + lines.joined(separator: "\n") + "\n", to: name)
        try FileManager.default.setAttributes([.posixPermissions: 0o755], ofItemAtPath: program.file(name))
    }

    @Test func childrenGetNeitherKeysNorDescriptors() async throws {
        try await Self.onInstance(sshPort: 9) { program in
            let record = #"n=$(basename "$0"); env > "$n.env"; ls -l /proc/self/fd > "$n.fds""#
            try Self.script(program, "ssh", record, "echo 'no way' >&2; exit 255")
            try Self.script(program, "editor", record, #"echo edited > "$1""#)
            try Self.script(program, "xclip", record, "cat > xclip.text")
            var program = program
            program.environment["PATH"] = "\(program.folder.path):\(program.environment["PATH"] ?? "")"
            program.environment["VISUAL"] = "editor"
            program.environment["DISPLAY"] = ":0"
            program.environment["CLOUDCOMPUTE_MODEL_KEY"] = "cc-sandbox"
            func check(_ name: String) throws {
                let variables = try program.read("\(name).env")
                #expect(variables.contains("HOME="))
                #expect(!variables.contains("cc-sandbox"), "\(name): \(variables)")
                let descriptors = try program.read("\(name).fds")
                #expect(!descriptors.contains("socket:"), "\(name): \(descriptors)")
                #expect(
                    descriptors.split(separator: "\n").count { $0.contains(" -> ") } == 4, "\(name): \(descriptors)")
                try FileManager.default.removeItem(atPath: program.file("\(name).env"))
            }
            _ = try await program.run(["instances", "tunnel", "box"])
            try check("ssh")
            _ = try await program.run(["instances", "ssh", "box"])
            try check("ssh")
            let terminal = try Terminal(program, ["chat", "--plain", "-m", "sandbox/small"])
            try await terminal.expect("> ")
            terminal.type("hello\r")
            try await terminal.expect("messages")
            try await terminal.expect("> ")
            terminal.type("/copy\r")
            try await terminal.expect("with xclip")
            try check("xclip")
            #expect(!(try program.read("xclip.text").isEmpty))
            terminal.type("/edit\r")
            try await terminal.expect("edited")
            try check("editor")
        }
    }
}
