import ArgumentParser
import CloudComputeClient
import Instances
import Localization

/// The options by which a command uses the system's ssh.
struct SSHOptions: ParsableArguments {
    @Option(
        name: [.customShort("i"), .customLong("identity")],
        help: ArgumentHelp("Identity file for ssh (default: ssh's choice).", valueName: "file"),
        completion: .file())
    var identity: String?

    @Option(
        name: .customLong("ssh-option"),
        help: ArgumentHelp("Pass this option to ssh; repeatable.", valueName: "name=value"))
    var sshOptions: [String] = []

    func validate() throws {
        for option in sshOptions where !option.contains("=") {
            throw ValidationError(localized("--ssh-option takes NAME=VALUE, not \"\(option)\"."))
        }
    }

    /// The way to an instance by ssh.
    ///
    /// - Throws: ``CommandFailure`` where the instance has no address yet.
    func commandLine(_ instance: Instance) throws -> SSHCommandLine {
        guard let endpoint = instance.sshEndpoint else {
            throw CommandFailure(
                localized(
                    "Instance \(instance.id) is \(instance.state.rawValue) and has no SSH address yet; "
                        + "`cloudcompute instances wait \(instance.id)` waits for it."), .tryAgain)
        }
        return SSHCommandLine(to: endpoint, ofInstance: instance.id, options: sshOptions, identity: identity)
    }
}
