import ArgumentParser
import Terminal

/// A shell that can be told how to complete commands.
enum CompletionShell: String, CaseIterable, ExpressibleByArgument, Sendable {
    case bash, zsh, fish
}

struct CompletionCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "completion",
        abstract: "Print the script that makes a shell complete commands, options and values.",
        discussion: """
            Models, conversations, instances, SSH keys, profiles, templates and tools are completed as far as this machine \
            knows them: from settings, from stored conversations, and from what the server listed when it was last asked. \
            Completing sends nothing and reads no key. Packages install the scripts; otherwise the shell reads one at its \
            start, as the examples show.

            Examples:
              source <(cloudcompute completion bash)
              cloudcompute completion bash >> ~/.bashrc
              cloudcompute completion zsh > ~/.zfunc/_cloudcompute
              cloudcompute completion fish > ~/.config/fish/completions/cloudcompute.fish
            """)

    @Argument(help: "The shell.")
    var shell: CompletionShell

    @OptionGroup(title: "Global options") var local: LocalOptions

    func run() throws {
        try CommandContext.Console(local.global).output.write(CompletionScript.text(shell))
    }
}
