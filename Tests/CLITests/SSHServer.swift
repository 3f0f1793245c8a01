import Foundation
import Subprocess
import SystemPackage
import Testing

#if canImport(Darwin)
    import Darwin
#elseif canImport(Glibc)
    import Glibc
#endif

/// A real sshd on 127.0.0.1 that lets one key in, and the sandbox that tells of it.
enum SSHServer {
    /// The options by which the program shows the key, and remembers the server in the test's folder.
    static func options(_ program: Program) -> [String] {
        ["-i", program.file("client"), "--ssh-option", "UserKnownHostsFile=\(program.file("known_hosts"))"]
    }

    /// Serves while the body runs; each instance of the sandbox leads to this machine.
    static func serve<Result: Sendable>(
        _ program: Program, _ body: (Program, _ sandboxPort: Int) async throws -> Result
    ) async throws -> Result {
        let port = try freePort()
        let setUp = try await program.shell(
            """
            ssh-keygen -q -t ed25519 -N '' -f host && ssh-keygen -q -t ed25519 -N '' -f client
            cp client.pub authorized_keys && chmod 600 authorized_keys
            [ "$(id -u)" != 0 ] || mkdir -p /run/sshd
            cat > sshd_config <<CONF
            Port \(port)
            ListenAddress 127.0.0.1
            HostKey $PWD/host
            AuthorizedKeysFile $PWD/authorized_keys
            PidFile none
            StrictModes no
            PasswordAuthentication no
            PermitRootLogin prohibit-password
            UsePAM no
            CONF
            """)
        try #require(setUp.exitCode == 0, "\(setUp.error)")
        return try await Subprocess.run(
            .path("/usr/sbin/sshd"), arguments: ["-D", "-e", "-f", program.file("sshd_config")],
            input: .none, output: .discarded, error: .sequence
        ) { execution -> Result in
            for try await line in execution.standardError.strings() where line.contains("Server listening") { break }
            let result: Swift.Result<Result, any Error>
            do {
                result = .success(
                    try await program.withSandbox([
                        "--boot-time", "0s", "--token-rate", "100", "--ssh", "127.0.0.1:\(port)",
                    ]) { program, url in
                        let created = try await program.run([
                            "instances", "create", "--cheapest", "--yes", "--name", "box",
                        ])
                        try #require(created.exitCode == 0, "\(created.error)")
                        let sandboxPort = try #require(URL(string: url)?.port)
                        return try await body(program, sandboxPort)
                    })
            } catch { result = .failure(error) }
            try execution.send(signal: .terminate)
            return try result.get()
        }.closureResult
    }

    private static func freePort() throws -> Int {
        #if canImport(Darwin)
            let descriptor = socket(AF_INET, SOCK_STREAM, 0)
        #else
            let descriptor = socket(AF_INET, Int32(SOCK_STREAM.rawValue), 0)
        #endif
        defer { close(descriptor) }
        var address = sockaddr_in()
        address.sin_family = sa_family_t(AF_INET)
        address.sin_addr.s_addr = UInt32(0x7F00_0001).bigEndian
        var length = socklen_t(MemoryLayout<sockaddr_in>.size)
        let isBound = withUnsafeMutablePointer(to: &address) { pointer in
            pointer.withMemoryRebound(to: sockaddr.self, capacity: 1) { pointer in
                bind(descriptor, pointer, length) == 0 && getsockname(descriptor, pointer, &length) == 0
            }
        }
        try #require(isBound)
        return Int(UInt16(bigEndian: address.sin_port))
    }
}
