import ChildProcesses
import Foundation

/// A Unix socket of this account, and a TCP port of this machine where one is wanted, that lead to a port of an instance.
///
/// There is none before ssh says that they stand, so nothing can be sent to whoever else took their place.
package final class Tunnel: Sendable {
    /// What leads where.
    package struct Route: Sendable {
        package var ssh: SSHCommandLine
        /// The port on the instance.
        package var port: Int
        /// The TCP port of this machine that leads there too.
        package var localPort: Int?

        package init(ssh: SSHCommandLine, port: Int, localPort: Int? = nil) {
            self.ssh = ssh
            self.port = port
            self.localPort = localPort
        }
    }

    private let ssh: SSHProcess
    private let folder: PrivateFolder

    private init(ssh: SSHProcess, folder: PrivateFolder) {
        self.ssh = ssh
        self.folder = folder
    }

    /// Opens a tunnel.
    ///
    /// - Parameters:
    ///   - patience: How long ssh may take to log in.
    ///   - program: The ssh to run.
    /// - Throws: ``TunnelError``; `CancellationError`. Nothing is left then.
    package static func open(_ route: Route, patience: Duration, ssh program: String = "ssh") async throws -> Tunnel {
        let folder = try PrivateFolder()
        var forwards = ["\(folder.socketPath):127.0.0.1:\(route.port)"]
        if let localPort = route.localPort { forwards.append("127.0.0.1:\(localPort):127.0.0.1:\(route.port)") }
        let word = "cloudcompute-" + (0..<4).map { _ in String(UInt32.random(in: 0 ... .max), radix: 36) }.joined()
        let arguments = route.ssh.arguments(
            forwards: forwards, command: "echo; echo \(word); exec cat > /dev/null")
        guard let program = ChildProgram(named: program, arguments: arguments) else { throw TunnelError.sshMissing }
        let ssh = try await SSHProcess.start(program, readyWord: word)
        let tunnel = Tunnel(ssh: ssh, folder: folder)
        do {
            guard let isReady = try await within(patience, { try await ssh.isReady.value() }) else {
                throw TunnelError.notOpenInTime(ssh.lastLine)
            }
            if isReady { return tunnel }
            let ending = try await ssh.ending.value()
            throw ending.isForTakenPort ? TunnelError.portTaken(route.localPort) : TunnelError.ended(ending)
        } catch {
            tunnel.close()
            throw error
        }
    }

    /// The path of the socket.
    package var socketPath: String { folder.socketPath }

    /// The last line that ssh said.
    package var lastLine: String? { ssh.lastLine }

    /// How ssh ended; `nil` while the tunnel stands.
    package var ending: SSHEnding? { ssh.ending.current }

    /// Waits until ssh ends.
    ///
    /// - Throws: `CancellationError`.
    package func waitForEnd() async throws -> SSHEnding { try await ssh.ending.value() }

    /// Closes the tunnel.
    package func close() {
        ssh.end()
        folder.remove()
    }
}
