import Foundation
import Testing

/// The scripts in shells that somebody types into.
@Suite(.timeLimit(.minutes(5))) struct ShellTests {
    /// Says what the program would get, each argument in angle brackets; the script asks the program itself.
    private static let echo = "cloudcompute() { printf '<%s>' \"$@\"; echo; }\n"

    /// A shell and how it is started in a home.
    enum Shell: String, CaseIterable, Sendable {
        case bash
        case bashWithCompletion = "bash with bash-completion"
        case zsh, fish

        fileprivate func start(_ scene: CompletionScene) async throws -> Terminal {
            let program = scene.program
            switch self {
            case .bash:
                try program.write("PS1='> '\nsource <(cloudcompute completion bash)\n" + ShellTests.echo, to: "rc")
            case .bashWithCompletion:
                let folder = ".local/share/bash-completion/completions"
                _ = try await program.shell("mkdir -p \(folder); cloudcompute completion bash > \(folder)/cloudcompute")
                try program.write(
                    "PS1='> '\n. /usr/share/bash-completion/bash_completion\n" + ShellTests.echo, to: "rc")
            case .zsh:
                _ = try await program.shell("mkdir functions; cloudcompute completion zsh > functions/_cloudcompute")
                try program.write(
                    "fpath=(~/functions $fpath)\nautoload -Uz compinit; compinit -u -D\nPS1='> '\nunsetopt prompt_sp\n"
                        + ShellTests.echo, to: ".zshrc")
                return try Terminal(program, ["zsh", "-d", "-i"], executable: "/usr/bin/env", columns: 100)
            case .fish:
                // Nobody answers what later versions ask the terminal; suggestions would stand behind the cursor, in grey.
                try program.write(
                    """
                    set -g fish_greeting
                    set -g fish_autosuggestion_enabled 0
                    function fish_prompt; echo -n '> '; end
                    cloudcompute completion fish | source
                    function cloudcompute; printf '<%s>' $argv; echo; end
                    """, to: "rc")
                let arguments = ["fish", "--no-config", "--features=no-query-term", "-i", "-C", "source rc"]
                return try Terminal(program, arguments, executable: "/usr/bin/env", columns: 100)
            }
            return try Terminal(program, ["bash", "--rcfile", "rc", "-i"], executable: "/usr/bin/env", columns: 100)
        }
    }

    @Test(arguments: Shell.allCases) func aTabCompletesAWord(shell: Shell) async throws {
        try await CompletionScene.play { scene in
            let terminal = try await shell.start(scene)
            try await terminal.expect("> ")
            for (typed, arguments) in [
                ("ask --model=qwen/qwen3.8-flash:f\t", "<ask><--model=qwen/qwen3.8-flash:free>"),
                ("ask -m qwen/qwen3.8-flash:f\t", "<ask><-m><qwen/qwen3.8-flash:free>"),
                ("ask -m maker/o\\'\t", "<ask><-m><\(CompletionScene.hostile)>"),
                ("history sh\tNi\t", "<history><show><Night run>"),
                ("chat --on instance:vl\t", "<chat><--on><instance:vllm>"),
                ("--prof\thom\tmod\tshow maker/oth\t", "<--profile><home><models><show><maker/other>"),
                ("ask -a ph\t", "<ask><-a><photo one.jpg>"),
                ("ask -t transl\t", "<ask><-t><translate>"),
                ("ask --attach=ph\t", "<ask><--attach=photo one.jpg>"),
            ] {
                terminal.type("cloudcompute \(typed)\r")
                try await terminal.expect(arguments)
                try await terminal.expect("> ")
            }
            terminal.type("exit\r")
            _ = try await terminal.exitCode()
        }
    }

    /// What docs/completion.md shows, in its order; `⇥` is the Tab key.
    private static let captures: [(Shell, typed: String)] = [
        (.bash, "instances s⇥⇥"), (.bash, "ask -m qwen/⇥⇥⇥"), (.zsh, "history show ⇥"), (.zsh, "models --sort ⇥"),
        (.fish, "history show ⇥"),
    ]

    @Test func thePageShowsWhatTheShellsShow() async throws {
        let path = Program.root.appendingPathComponent("docs/completion.md")
        let page = try String(contentsOf: path, encoding: .utf8)
        let blocks = page.components(separatedBy: "```text\n").dropFirst().compactMap {
            $0.components(separatedBy: "\n```").first
        }
        try #require(blocks.count == Self.captures.count)
        for (capture, block) in zip(Self.captures, blocks) {
            try await CompletionScene.play { scene in
                let terminal = try await capture.0.start(scene)
                try await terminal.expect("> ")
                terminal.type("cloudcompute " + capture.typed.replacing("⇥", with: "\t"))
                let lines = block.split(separator: "\n").map { $0.trimmingCharacters(in: .whitespaces) }
                _ = try await terminal.look { screen in
                    screen.text.split(separator: "\n").map { $0.trimmingCharacters(in: .whitespaces) } == lines
                }
            }
        }
    }
}
