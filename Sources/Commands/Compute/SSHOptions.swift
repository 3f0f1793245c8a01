import ArgumentParser
import CloudComputeClient

/// The options by which a command uses the system's ssh.
struct SSHOptions: ParsableArguments {
    @Option(
        name: [.customShort("i"), .customLong("identity")],
        help: ArgumentHelp("The private key to show; ssh's own choice without it.", valueName: "file"),
        completion: .file())
    var identity: String?

    @Option(
        name: .customLong("ssh-option"),
        help: ArgumentHelp("Pass this option to ssh; repeatable.", valueName: "name=value"))
    var sshOptions: [String] = []

    func validate() throws {
        for option in sshOptions where !option.contains("=") {
            throw ValidationError("--ssh-option takes NAME=VALUE, not \"\(option)\".")
        }
    }

    /// The arguments that bring ssh to an instance.
    ///
    /// Addresses of rented machines are used again by others, so host keys are remembered by the instance's id; a new
    /// instance's key is taken on trust, one that changes is refused.
    ///
    /// - Throws: ``CommandFailure`` where the instance has no address yet.
    func arguments(_ instance: Instance) throws -> [String] {
        guard let endpoint = instance.sshEndpoint else {
            throw CommandFailure(
                "Instance \(instance.id) is \(instance.state.rawValue) and has no SSH address yet; "
                    + "`cloudcompute instances wait \(instance.id)` waits for it.", .tryAgain)
        }
        var arguments = sshOptions.flatMap { ["-o", $0] }
        if let identity { arguments += ["-i", identity] }
        arguments += [
            "-o", "HostKeyAlias=cloudcompute-instance-\(instance.id)", "-o", "StrictHostKeyChecking=accept-new",
            "-p", String(endpoint.port), "-l", endpoint.user,
        ]
        return arguments + ["--", endpoint.host]
    }
}
