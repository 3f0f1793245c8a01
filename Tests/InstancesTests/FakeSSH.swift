import CloudComputeClient
import Foundation
import Testing

@testable import Instances

/// A script in the place of ssh, in a folder of its own.
struct FakeSSH: Sendable {
    let folder: String
    var path: String { folder + "/ssh" }

    /// What the tests forward to.
    static func route() throws -> Tunnel.Route {
        let endpoint = try #require(SSHEndpoint(user: "root", host: "203.0.113.7", port: 22))
        return Tunnel.Route(ssh: SSHCommandLine(to: endpoint, ofInstance: 564), port: 8000)
    }

    /// Says the word of the command that it is given, as the other side would.
    static let saysReady = #"eval "word=\${$#}"; eval "${word%%; exec*}""#

    /// Runs the body with a script of these lines.
    static func with(_ lines: String..., body: (FakeSSH) async throws -> Void) async throws {
        var name = Array("/tmp/fake-ssh-XXXXXX".utf8CString)
        let folder = try #require(
            name.withUnsafeMutableBufferPointer { $0.baseAddress.flatMap { mkdtemp($0) } }.map { String(cString: $0) })
        defer { try? FileManager.default.removeItem(atPath: folder) }
        let ssh = FakeSSH(folder: folder)
        try Data(("#!/bin/sh\ncd \(folder)\n" + lines.joined(separator: "\n") + "\n").utf8)
            .write(to: URL(fileURLWithPath: ssh.path))
        chmod(ssh.path, 0o755)
        try await body(ssh)
    }

    /// What the script wrote into a file.
    func read(_ name: String) throws -> String { try String(contentsOfFile: folder + "/" + name, encoding: .utf8) }

    /// Makes a pipe in the folder, to which the script writes, or from which it reads.
    func pipe(_ name: String) throws -> NamedPipe { try NamedPipe(name, in: folder) }

    func open(patience: Duration = .seconds(60)) async throws -> Tunnel {
        try await Tunnel.open(Self.route(), patience: patience, ssh: path)
    }
}
