import ArgumentParser
import CloudComputeClient
import Foundation

struct InstancesSSHCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
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
    @OptionGroup var global: GlobalOptions

    func run() async throws {
        let arguments = try await Session.run(global) { [instance, ssh] session in
            try ssh.arguments(try await instance.find(session))
        }
        let words = ["ssh"] + arguments + command
        var pointers = words.map { strdup($0) } + [nil]
        defer { for pointer in pointers { free(pointer) } }
        // What this program makes of signals is not for ssh.
        var none = sigset_t()
        sigemptyset(&none)
        pthread_sigmask(SIG_SETMASK, &none, nil)
        for number in SSHProgram.signals { signal(number, SIG_DFL) }
        execvp("ssh", &pointers)
        throw SSHProgram.missing
    }
}
