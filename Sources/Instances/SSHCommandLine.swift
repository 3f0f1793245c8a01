package import CloudComputeClient

/// The arguments that bring ssh to an instance.
///
/// The host belongs to strangers, so ssh lends it nothing: no agent, no X11, no local command, no shared connection.
/// The user's own options stand before those, and ssh takes the first. `~/.ssh/config` stays in force, since proxies
/// are set there, but the name that its `Host` lines are compared with is one that no server chooses.
package struct SSHCommandLine: Sendable {
    /// Options of the user, as `NAME=VALUE`.
    package var options: [String]
    /// The private key to show.
    package var identity: String?
    private let endpoint: SSHEndpoint
    private let name: String

    /// - Parameter id: The instance's id. Addresses of rented machines are used again by others, so host keys are
    ///   remembered by it; a new instance's key is taken on trust, one that changes is refused.
    package init(to endpoint: SSHEndpoint, ofInstance id: Int, options: [String] = [], identity: String? = nil) {
        self.endpoint = endpoint
        name = "cloudcompute-instance-\(id)"
        self.options = options
        self.identity = identity
    }

    /// The arguments for a login or a command.
    package var arguments: [String] { arguments(then: []) }

    /// The arguments for forwards, which are this process's affair alone.
    ///
    /// - Parameters:
    ///   - forwards: What `-L` takes.
    ///   - command: What runs on the other side.
    package func arguments(forwards: [String], command: String) -> [String] {
        // A forward that a shared connection or another process made would not end with this ssh.
        let fixed = [
            "ExitOnForwardFailure=yes", "ClearAllForwardings=no", "StreamLocalBindMask=0177",
            "StreamLocalBindUnlink=yes", "ControlMaster=no", "ControlPath=none", "RemoteCommand=none",
        ]
        let usual = ["ConnectTimeout=20", "ServerAliveInterval=15", "ServerAliveCountMax=4"]
        return ["-T"] + fixed.flatMap { ["-o", $0] } + forwards.flatMap { ["-L", $0] } + arguments(then: usual)
            + [command]
    }

    private func arguments(then usual: [String]) -> [String] {
        let lendingNothing = [
            "ForwardAgent=no", "ForwardX11=no", "ForwardX11Trusted=no", "PermitLocalCommand=no", "ControlMaster=no",
            "ControlPath=none",
        ]
        let target = ["HostName=\(endpoint.host)", "HostKeyAlias=\(name)", "StrictHostKeyChecking=accept-new"]
        return options.flatMap { ["-o", $0] } + (identity.map { ["-i", $0] } ?? [])
            + (lendingNothing + usual + target).flatMap { ["-o", $0] }
            + ["-p", String(endpoint.port), "-l", endpoint.user, "--", name]
    }
}
