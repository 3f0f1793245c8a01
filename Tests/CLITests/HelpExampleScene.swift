import Foundation
import JSON
import Testing

/// A home in which the examples of the help can be run: a sandbox in place of the server, and what they speak of.
struct HelpExampleScene: Sendable {
    private let program: Program

    init(_ program: Program, _ url: String) {
        var program = program
        // It takes images, too.
        program.environment["CLOUDCOMPUTE_MODEL"] = "sandbox/vision"
        program.environment["EDITOR"] = "true"
        program.environment["PATH"] = "\(program.file("bin")):\(program.environment["PATH"] ?? "")"
        // The servers that the examples name are installed beside Python.
        if let python = ProcessInfo.processInfo.environment["CLOUDCOMPUTE_TEST_PYTHON"] {
            program.environment["PATH", default: ""] +=
                ":\(URL(fileURLWithPath: python).deletingLastPathComponent().path)"
        }
        for name in ["GIT_AUTHOR_NAME", "GIT_COMMITTER_NAME", "GIT_AUTHOR_EMAIL", "GIT_COMMITTER_EMAIL"] {
            program.environment[name] = "a@b"
        }
        self.program = program
    }

    /// The examples that do not run here, by what stands in them, and why.
    static let skipped = [
        "--on instance:": "It needs the sshd of an instance, which `InstanceAccessTests` has.",
        "instances tunnel": "It needs the sshd of an instance, which `InstanceAccessTests` has.",
        "--base-url http://127.0.0.1:8000": "It needs the tunnel of the example before.",
    ]

    /// The exit codes that examples end with here, by what stands in them, where that is not 0.
    static let statuses: [String: Int32] = [
        // Somebody is asked on a terminal which key is meant.
        "ssh-keys add": 64,
        // No model of the sandbox is all of it.
        "--min-context 128k --max-price 0.5": 1,
    ]

    /// The exit code that an example ends with.
    static func status(of example: String) -> Int32 {
        statuses.first { example.hasSuffix($0.key) }?.value ?? 0
    }

    /// What the examples of a command need beside what all have, a shell script.
    private static let needs: [String: String] = [
        "batch status": "shards; run", "batch merge": "shards; run; pool", "batch report": "run",
        "history": "talk; memory", "history search": "talk; memory", "history list": "talk", "history show": "talk",
        "history export": "talk",
        "history document": "talk", "history delete": "talk; talk; talk", "ask": "talk; servers",
        "chat": "talk; servers",
        "config path": "talk",
        "template show": "template", "instances show": "instance", "instances update": "instance",
        "instances rename": "instance", "instances destroy": "instance; instance", "instances wait": "instance",
        "instances ssh": "instance", "ssh-keys": "keys", "ssh-keys list": "keys",
        "ssh-keys remove": "keys", "login": "profile", "completion": "mkdir -p .zfunc .config/fish/completions",
        "config": "profile", "config show": "profile", "doctor": "profile", "mcp": "servers", "mcp list": "servers",
        "mcp test": "servers", "tools": "servers", "tools list": "servers", "tools show": "servers",
        "tools run": "servers",
    ]

    private static let functions = """
        cc=cloudcompute
        run() { $cc batch run in.jsonl -o out.jsonl -q; }
        shards() { for i in 0 1 2 3 4 5 6 7; do $cc batch run in.jsonl -o out.jsonl --shard $i/8 -q; done; }
        pool() { $cc batch run in.jsonl -o pool/ --pool -q; }
        talk() { $cc ask "Kernel panics" -f spec.txt > /dev/null; }
        memory() { $cc ask "Out of memory in the prefill" > /dev/null; }
        template() { $cc template save fix "Fix this: {{input}}"; }
        instance() { $cc instances create --cheapest --yes --name vllm > instance; $cc instances wait "$(cat instance)"; }
        keys() { ssh-keygen -q -t ed25519 -N '' -f other; $cc ssh-keys add other.pub > key; }
        profile() { mkdir -p .config/cloudcompute; echo 'profiles: { work: {} }' > .config/cloudcompute/config.yaml; }
        servers() {
          mkdir -p .config/cloudcompute
          echo '{"mcpServers":{"time":{"command":"mcp-server-time"},"git":{"command":"mcp-server-git"}}}' > servers.json
          cp servers.json .config/cloudcompute/mcp.json
        }

        """

    /// Prepares for the examples of a command.
    func setUp(for command: String) async throws {
        try FileManager.default.copyItem(
            at: Program.root.appendingPathComponent("prompts"), to: program.folder.appendingPathComponent("prompts"))
        let script = """
            mkdir -p bin src .ssh
            cp prompts/short.jsonl in.jsonl; echo '"One"' > part-1.jsonl; echo '"Two"' > part-2.jsonl
            echo 'int main;' > src/main.c; echo Text. > spec.txt; printf '\\xff\\xd8\\xff\\xe0' > photo.jpg
            echo '{"type":"object"}' > cities.json
            ssh-keygen -q -t ed25519 -N '' -f .ssh/id_ed25519
            for name in ssh dmesg; do printf '#!/bin/sh\\necho out\\n' > bin/$name; done
            printf '#!/bin/sh\\necho cc-sandbox\\n' > bin/pass
            printf '#!/bin/sh\\nSLURM_STEP_ID=0 SLURM_STEP_NUM_TASKS=1 SLURM_PROCID=0 exec "$@"\\n' > bin/srun
            chmod +x bin/*
            git init -q; git add spec.txt; git commit -q -m one; echo more >> spec.txt
            cloudcompute batch run prompts/short.jsonl -o answers.jsonl --sandbox -q
            """
        let outcome = try await program.shell(
            "set -e\n" + Self.functions + script + "\n" + (Self.needs[command] ?? ""))
        try #require(outcome.exitCode == 0, "\(command): \(outcome.error)")
    }

    /// Runs an example, with what is there in place of what it names.
    func run(_ example: String) async throws -> Program.Outcome {
        var line = example
        for (name, real) in [
            ("qwen/qwen3.8-flash", "sandbox/small"), ("models show flash", "models show small"),
            (" MODEL", " sandbox/small"), ("https://example.com/spec.txt", "spec.txt"), ("--port 8080", "--port 0"),
            (" qwen ", " sandbox "), ("26c60a61d01d", "\"$(sha256sum < spec.txt | head -c 12)\""),
            ("--offer 1234", "--offer \"$(cloudcompute offers --json | jq '[.data[] | .id][0]')\""),
            (" 564", " \"$(cat instance)\""), ("remove 16", "remove \"$(cat key)\""), (" 12 13", " 2 3"), (" 12", " 1"),
            ("ask -T", "ask -m sandbox/small -T"), ("-T all", "-T all --allow-tool '*'"),
        ] {
            line = line.replacing(name, with: real)
        }
        if line.hasPrefix("cloudcompute sandbox") {
            // It serves until somebody ends it.
            line = "exec 3< <(exec \(line)); read -r url <&3; kill $!; [ -n \"$url\" ]"
        }
        let asks = ["instances create", "instances destroy", "history delete"]
        if asks.contains(where: line.contains), !line.contains("--yes") { line += " --yes" }
        return try await program.shell(
            "set -eo pipefail; rm -f all.jsonl\n" + Self.job(example) + line, input: Self.input(example))
    }

    /// The variables of a job of Slurm, for the examples that belong into one.
    private static func job(_ example: String) -> String {
        example.contains("--stop-before") ? "export SLURM_JOB_ID=7 SLURM_JOB_END_TIME=4102444800\n" : ""
    }

    /// What is piped in: a key for `login`, and a message for a chat.
    private static func input(_ example: String) -> String {
        example.hasPrefix("cloudcompute login") ? "cc-sandbox\n" : example.hasPrefix("cloudcompute chat") ? "hi\n" : ""
    }
}
