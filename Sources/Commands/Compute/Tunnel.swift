import CloudComputeClient
import Foundation

/// A port of this machine that leads to a model on an instance.
struct Tunnel: Sendable {
    /// How often the other side is asked whether it answers yet.
    private static let pace = Duration.milliseconds(500)

    private let ssh: SSHProgram
    /// Where the model is reached.
    let baseURL: BaseURL

    /// What is to be reached.
    struct Target: Sendable {
        /// The port on the instance.
        var port: Int
        /// The path of the API there.
        var path: String
        /// The port here; `nil` takes a free one.
        var localPort: Int?
    }

    /// Opens a tunnel and waits until the model answers `/models`.
    ///
    /// - Parameters:
    ///   - key: The key that the model wants, which is not that of CloudCompute.
    ///   - patience: How long the model may take to answer.
    /// - Throws: ``CommandFailure`` where ssh fails or nothing answers in time; the tunnel is closed by then.
    static func open(
        to instance: Instance, _ target: Target, _ options: SSHOptions, key: String?, patience: Duration
    ) async throws -> Tunnel {
        let local = try freePort(target.localPort)
        let forwarding = "127.0.0.1:\(local):127.0.0.1:\(target.port)"
        let ssh = try SSHProgram(
            [
                "-T", "-o", "ControlMaster=no", "-o", "ControlPath=none", "-o", "ConnectTimeout=20", "-o",
                "ExitOnForwardFailure=yes", "-o", "ServerAliveInterval=15", "-o", "ServerAliveCountMax=4",
                "-L", forwarding,
            ] + options.arguments(instance))
        do {
            let tunnel = Tunnel(ssh: ssh, baseURL: try BaseURL("http://127.0.0.1:\(local)\(target.path)"))
            try await tunnel.waitForAnswer(instance, target, key, patience)
            return tunnel
        } catch {
            ssh.end()
            throw error
        }
    }

    /// Closes the tunnel.
    func close() { ssh.end() }

    /// Waits until ssh ends by itself.
    ///
    /// - Throws: ``CommandFailure`` with what ssh said.
    func waitForEnd() async throws {
        while ssh.status == nil { try await Task.sleep(for: Self.pace) }
        throw failure()
    }

    private func waitForAnswer(_ instance: Instance, _ target: Target, _ key: String?, _ patience: Duration)
        async throws
    {
        var configuration = CloudComputeClient.Configuration(baseURL: baseURL, apiKey: key)
        configuration.connectTimeout = .seconds(2)
        configuration.requestTimeout = .seconds(10)
        let client = try CloudComputeClient(configuration)
        let result: Result<Void, any Error>
        do { result = .success(try await ask(client, instance, target, patience)) } catch { result = .failure(error) }
        await client.shutdown()
        try result.get()
    }

    private func ask(
        _ client: CloudComputeClient, _ instance: Instance, _ target: Target, _ patience: Duration
    ) async throws {
        let deadline = ContinuousClock.now + patience
        var last = "nothing answers"
        while true {
            if ssh.status != nil { throw failure() }
            do {
                _ = try await client.models()
                return
            } catch let error as CloudComputeError {
                // Whoever wants a key is there, which is all that is asked here.
                if error.code == .unauthorized || error.code == .forbidden { return }
                last = error.message
            }
            guard ContinuousClock.now < deadline else {
                throw CommandFailure(
                    "On port \(target.port) of instance \(instance.id) no model answers: \(last)", .unavailable)
            }
            try await Task.sleep(for: Self.pace)
        }
    }

    private func failure() -> CommandFailure {
        let words = ssh.words.split(whereSeparator: \.isNewline).last.map(String.init) ?? "it said nothing"
        return CommandFailure("The tunnel is down, since ssh ended with \(ssh.status ?? 0): \(words)", .unavailable)
    }

    /// A port that nobody listens on now, the wanted one if any is: another program there would be sent the key.
    private static func freePort(_ wanted: Int?) throws -> Int {
        #if canImport(Darwin)
            let descriptor = socket(AF_INET, SOCK_STREAM, 0)
        #else
            let descriptor = socket(AF_INET, Int32(SOCK_STREAM.rawValue), 0)
        #endif
        defer { _ = Foundation.close(descriptor) }
        var address = sockaddr_in()
        address.sin_family = sa_family_t(AF_INET)
        address.sin_port = UInt16(wanted ?? 0).bigEndian
        address.sin_addr.s_addr = UInt32(0x7F00_0001).bigEndian
        var length = socklen_t(MemoryLayout<sockaddr_in>.size)
        let isBound = withUnsafeMutablePointer(to: &address) { pointer in
            pointer.withMemoryRebound(to: sockaddr.self, capacity: 1) { pointer in
                bind(descriptor, pointer, length) == 0 && getsockname(descriptor, pointer, &length) == 0
            }
        }
        guard descriptor >= 0, isBound else {
            throw CommandFailure(
                wanted.map { "The port \($0) of this machine is taken; choose another with --local-port." }
                    ?? "No port of this machine is free for the tunnel.", .unavailable)
        }
        return Int(UInt16(bigEndian: address.sin_port))
    }
}
