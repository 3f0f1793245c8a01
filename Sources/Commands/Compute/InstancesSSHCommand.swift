import ArgumentParser
import ChildProcesses
import CloudComputeClient
import Instances

struct InstancesSSHCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration.leaf(
        commandName: "ssh",
        abstract: "Log in to an instance, or run a command on it.",
        discussion: """
            It becomes the system's ssh, whose exit code is its own.

            Examples:
              cloudcompute instances ssh vllm
              cloudcompute instances ssh vllm -- nvidia-smi
              cloudcompute instances ssh 564 -i ~/.ssh/gpu -- tail -f /var/log/onstart.log
            """)

    @OptionGroup var instance: InstanceArgument

    @Argument(parsing: .postTerminator, help: "What to run there, after --.")
    var command: [String] = []

    @OptionGroup var ssh: SSHOptions
    @OptionGroup(title: "Global options") var global: GlobalOptions

    func run() async throws {
        let (id, arguments) = try await CommandContext.run(global) { [instance, ssh] context in
            let instance = try await instance.find(context)
            return (instance.id, try ssh.commandLine(instance).arguments)
        }
        // The port is that of ssh itself, which no sentence names.
        let place = TunnelPlace(instance: id, port: 22)
        guard let program = ChildProgram(named: "ssh", arguments: arguments + command) else {
            throw place.failure(.sshMissing)
        }
        throw place.failure(.sshNotStarted(program.replaceProcess()))
    }
}
