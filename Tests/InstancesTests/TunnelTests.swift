import CloudComputeClient
import Foundation
import LoopbackServer
import Synchronization
import SystemPackage
import Testing

@testable import Instances

/// Tunnels of scripts that stand for ssh; the real one is in `CLITests`.
@Suite(.timeLimit(.minutes(2))) struct TunnelTests {
    @Test func thereIsNoTunnelBeforeTheOtherSideHasSaidTheWord() async throws {
        try await FakeSSH.with(
            "echo ready", "echo cloudcompute-", "echo 'Too many authentication failures' >&2", "exit 255"
        ) { ssh in
            await #expect(
                throws: TunnelError.ended(SSHEnding(status: 255, line: "Too many authentication failures"))
            ) { try await ssh.open() }
        }
    }

    @Test func theEndOfSSHIsKnownWithItsLastLine() async throws {
        try await FakeSSH.with(FakeSSH.saysReady, "read line", "echo first >&2", "echo 'the last' >&2", "exit 3") {
            ssh in
            let tunnel = try await ssh.open()
            #expect(tunnel.ending == nil)
            // The end of its input is what the script waits for.
            tunnel.close()
            let ending = try await tunnel.waitForEnd()
            #expect([3, 143].contains(ending.status))
        }
        try await FakeSSH.with(FakeSSH.saysReady, "echo first >&2", "printf 'the last' >&2", "exit 3") { ssh in
            let ending = try await ssh.open().waitForEnd()
            #expect(ending == SSHEnding(status: 3, line: "the last"))
        }
    }

    @Test func aLoginThatHangsEndsWithThePatienceAndLeavesNothing() async throws {
        try await FakeSSH.with("exec 9> up", "echo up >&9", "echo 'Connecting …' >&2", "exec tail -f /dev/null") {
            ssh in
            let pipe = try ssh.pipe("up")
            await #expect(throws: TunnelError.self) { try await ssh.open(patience: .milliseconds(300)) }
            #expect(try await pipe.words() == "up\n")
            try await pipe.end()
        }
    }

    @Test func aCancelledOpeningEndsSSH() async throws {
        try await FakeSSH.with("exec 9> up", "echo up >&9", "exec tail -f /dev/null") { ssh in
            let pipe = try ssh.pipe("up")
            let task = Task { try await ssh.open() }
            #expect(try await pipe.words() == "up\n")
            task.cancel()
            await #expect(throws: CancellationError.self) { try await task.value }
            try await pipe.end()
        }
    }

    @Test func whatIsNotAProgramIsNamed() async throws {
        await #expect(throws: TunnelError.sshMissing) {
            try await Tunnel.open(FakeSSH.route(), patience: .seconds(9), ssh: "no-such-ssh-program")
        }
        try await FakeSSH.with("true") { ssh in
            try Data("#!/nonexistent/interpreter\n".utf8).write(to: URL(fileURLWithPath: ssh.path))
            await #expect(throws: TunnelError.sshNotStarted(.noSuchFileOrDirectory)) { try await ssh.open() }
        }
    }

    @Test func aTakenPortIsToldFromOtherFailures() async throws {
        try await FakeSSH.with("echo 'channel_setup_fwd_listener_tcpip: cannot listen to port: 8000' >&2", "exit 255") {
            ssh in
            await #expect(throws: TunnelError.portTaken(nil)) { try await ssh.open() }
        }
    }

    @Test func sshGetsNeitherKeysNorDescriptors() async throws {
        setenv("CLOUDCOMPUTE_API_KEY", "secret-of-the-test", 1)
        defer { unsetenv("CLOUDCOMPUTE_API_KEY") }
        let descriptor = socket(AF_INET, Int32(SOCK_STREAM.rawValue), 0)
        defer { close(descriptor) }
        try await FakeSSH.with("env > env", "ls -l /proc/self/fd > fds", FakeSSH.saysReady, "exit 0") { ssh in
            _ = try await ssh.open().waitForEnd()
            #expect(!(try ssh.read("env").contains("secret-of-the-test")))
            #expect(try ssh.read("env").contains("PATH="))
            let fds = try ssh.read("fds")
            #expect(!fds.contains("socket:"))
            // The three standard ones, and the one by which ls reads the folder.
            #expect(fds.split(separator: "\n").count { $0.contains(" -> ") } == 4, "\(fds)")
        }
    }

    @Test func theSocketLeadsRequestsWithTheInstancesHostAndKey() async throws {
        let seen = Mutex<[LoopbackServer.Request]>([])
        try await LoopbackServer.serve { request in
            seen.withLock { $0.append(request) }
            return .close(["HTTP/1.1 200 OK\r\nContent-Type: application/json\r\n\r\n{\"data\":[]}"])
        } while: { server in
            // Where python is the forwarder, as ssh would be: it takes the path out of -L.
            try await FakeSSH.with(
                #"for word; do case "$former" in -L) path=${word%%:*};; esac; former=$word; done"#,
                #"exec python3 -c '"#, "import os, socket, sys, threading", "path, port, words = sys.argv[1:]",
                "os.umask(0o177)", "listener = socket.socket(socket.AF_UNIX)", "listener.bind(path)",
                "listener.listen()", #"os.system(words.split("; exec")[0])"#, "def pump(a, b):",
                "    while data := a.recv(65536): b.sendall(data)", "    b.shutdown(socket.SHUT_WR)", "while True:",
                "    near, _ = listener.accept()", #"    far = socket.create_connection(("127.0.0.1", int(port)))"#,
                "    threading.Thread(target=pump, args=(near, far), daemon=True).start()",
                "    threading.Thread(target=pump, args=(far, near), daemon=True).start()",
                #"' "$path" \#(server.port) "$word""#
            ) { ssh in
                let tunnel = try await ssh.open()
                try await tunnel.waitForModel(
                    at: BaseURL("http://127.0.0.1:8000/v1"), key: "model-key", patience: .seconds(30), tell: {})
                tunnel.close()
                _ = try await tunnel.waitForEnd()
                #expect(!FileManager.default.fileExists(atPath: tunnel.socketPath))
            }
        }
        let request = try #require(seen.withLock { $0.first })
        #expect(request.route == "GET /v1/models")
        #expect(request.header("host") == "127.0.0.1:8000")
        #expect(request.header("authorization") == "Bearer model-key")
    }
}
