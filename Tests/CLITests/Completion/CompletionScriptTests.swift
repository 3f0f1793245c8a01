import Foundation
import Testing

/// What the scripts offer in bash and fish, by the shells' own functions.
@Suite(.timeLimit(.minutes(5))) struct CompletionScriptTests {
    /// What bash puts in for each candidate.
    private static func bash(_ scene: CompletionScene, _ line: String) async throws -> [String] {
        var program = scene.program
        program.environment["LINE"] = line
        let outcome = try await program.run(
            executable: "/bin/bash",
            [
                "--norc", "-c",
                """
                set -u
                source <(cloudcompute completion bash)
                COMP_WORDBREAKS=$' \\t\\n"\\'@><=;|&(:' COMP_LINE=$LINE COMP_POINT=${#LINE}
                _cloudcompute cloudcompute "${LINE##*[ ]}" ""
                for word in "${COMPREPLY[@]}"; do printf '%s\\n' "$word"; done
                """,
            ])
        #expect(outcome.exitCode == 0 && outcome.error.isEmpty, "\(line): \(outcome.error)")
        return outcome.output.split(separator: "\n").map(String.init)
    }

    /// What fish offers, with what it says of each.
    private static func fish(_ scene: CompletionScene, _ line: String) async throws -> [String] {
        var program = scene.program
        program.environment["LINE"] = line
        let outcome = try await program.run(
            executable: "/usr/bin/env",
            ["fish", "--no-config", "-c", "cloudcompute completion fish | source; complete -C \"$LINE\""])
        #expect(outcome.exitCode == 0 && outcome.error.isEmpty, "\(line): \(outcome.error)")
        return outcome.output.split(separator: "\n").map(String.init)
    }

    @Test func bashOffersWhatFits() async throws {
        try await CompletionScene.play { scene in
            for (line, words) in [
                ("cloudcompute --sandbox mod", ["models"]), ("cloudcompute models s", ["show"]),
                ("cloudcompute ask --sys", ["--system"]),
                ("cloudcompute ask -m qwen/", ["qwen/qwen3.8-flash", "qwen/qwen3.8-flash:free"]),
                ("cloudcompute ask -m qwen/qwen3.8-flash:", ["free"]),
                ("cloudcompute ask --model=qwen/qwen3.8-flash:f", ["free"]),
                ("cloudcompute ask --model=maker/ot", ["maker/other"]),
                ("echo x; cloudcompute ask -m other", ["maker/other"]),
                ("cloudcompute --profile ", ["home", "work"]),
                ("cloudcompute ask --sandbox -m sandbox/s", ["sandbox/small"]),
                ("cloudcompute history show ", ["1", "2", "3"]), ("cloudcompute history show kernel\\ p", []),
                ("cloudcompute history show Kernel\\ p", ["Kernel\\ panics"]),
                ("cloudcompute instances show ", ["564", "565", "566", "night\\ run", "vllm"]),
                ("cloudcompute chat --on instance:", ["564", "565", "566", "night\\ run", "vllm"]),
                ("cloudcompute ssh-keys remove l", ["laptop"]),
                ("cloudcompute instances create --ssh-key ", ["16", "17"]),
                ("cloudcompute ask -p temp", ["temperature="]), ("cloudcompute ask -p reasoning_effort=l", ["low"]),
                ("cloudcompute ask -t tr", ["translate"]), ("cloudcompute ask -t translate --var ", ["language="]),
                ("cloudcompute ask -T time,", ["time,all", "time,git", "time,none", "time,time"]),
                ("cloudcompute mcp test g", ["git"]), ("cloudcompute completion f", ["fish"]),
                ("cloudcompute ask hi > ", []), ("cloudcompute nonsense ", []),
            ] {
                let found = try await Self.bash(scene, line)
                #expect(found == words, "\(line)")
            }
        }
    }

    @Test func fishOffersWhatFitsWithWhatItIs() async throws {
        try await CompletionScene.play { scene in
            for (line, words) in [
                ("cloudcompute models sh", ["show\tShow what the server says of one model."]),
                ("cloudcompute ask --model=qwen/qwen3.8-flash:", ["--model=qwen/qwen3.8-flash:free\t32768 tokens"]),
                ("cloudcompute history show ", ["3\tNight run", "2\tKernel \"x\" $(touch pwned)", "1\tKernel panics"]),
                ("cloudcompute instances show 564", ["564\tvllm"]),
                ("cloudcompute ask -a ph", ["photo one.jpg"]),
                ("cloudcompute ask --attach=ph", ["--attach=photo one.jpg"]),
            ] {
                let found = try await Self.fish(scene, line)
                #expect(Set(found) == Set(words), "\(line)")
            }
            #expect(
                try await Self.fish(scene, "cloudcompute ask -m ma").contains(
                    CompletionScene.hostile + "\t32768 tokens"))
        }
    }

    @Test func whatAServerNamesIsPutInAsOneWord() async throws {
        try await CompletionScene.play { scene in
            for start in ["maker/o\\'", "\"maker/o'", "'maker/o", "maker/o\\'b\\ \\\"x\\\"\\ "] {
                let found = try await Self.bash(scene, "cloudcompute ask -m \(start)")
                let inside = found.first { $0.contains("touch") }
                let insertion = try #require(inside, "\(start)")
                // As readline does, which puts it in place of what follows the last quotation mark or break.
                let kept = start.hasPrefix("\"") || start.hasPrefix("'") ? String(start.prefix(1)) : ""
                let word = kept + insertion + kept
                let outcome = try await scene.program.shell("set -f; printf '%s' \(word)")
                #expect(outcome.output == CompletionScene.hostile, "\(word)")
            }
            let all = try await Self.bash(scene, "cloudcompute ask -m ")
            #expect(
                all.count == 4 && !all.contains { $0.contains("two") || $0.contains("escape") || $0.contains("--yes") },
                "\(all)")
        }
    }

    @Test func whatGoesWrongIsNotTold() async throws {
        try await Program.inFolder { program in
            try program.write("profiles: [", to: "broken.yaml")
            let folder = program.file(".config/cloudcompute")
            try FileManager.default.createDirectory(atPath: folder, withIntermediateDirectories: true)
            try program.write("profiles: [", to: ".config/cloudcompute/config.yaml")
            for words in [
                [], ["bash"], ["bash", "x"], ["nonsense", ""], ["zsh"], ["fish", "ask", "-m", ""],
                ["zsh", "--profile", ""],
                ["bash", "cloudcompute ask -m $'x", ""], ["fish", "history", "show", ""],
            ] {
                let outcome = try await program.run(["__complete"] + words)
                #expect(outcome.exitCode == 0 && outcome.error.isEmpty, "\(words): \(outcome.error)")
            }
        }
    }

    @Test func aPipeInPlaceOfAFileIsNotWaitedFor() async throws {
        try await CompletionScene.play { scene in
            let found = try await scene.program.shell(
                "find .cache .config .local -type f ! -name '*-wal' ! -name '*-shm'")
            let files = found.output.split(separator: "\n").map { scene.program.file(String($0)) }
            #expect(files.count >= 7, "\(files)")
            // Pipes with a writer who says nothing are waited for the longest.
            var writers: [Int32] = []
            defer { writers.forEach { close($0) } }
            for file in files {
                try FileManager.default.removeItem(atPath: file)
                #expect(mkfifo(file, 0o600) == 0)
                writers.append(open(file, O_RDWR))
            }
            for words in [
                ["ask", "-m", ""], ["ask", "-t", ""], ["ask", "-t", "translate", "--var", ""], ["--profile", ""],
                ["history", "show", ""], ["history", "show", "K"], ["instances", "show", ""],
                ["ssh-keys", "remove", ""],
                ["tools", "list", ""], ["mcp", "test", ""],
            ] {
                let start = ContinuousClock.now
                let outcome = try await scene.program.run(["__complete", "zsh"] + words)
                #expect(outcome.exitCode == 0 && outcome.error.isEmpty, "\(words): \(outcome)")
                // A pipe that is waited for takes a minute.
                #expect(.now - start < .seconds(45), "\(words)")
            }
        }
    }

    @Test func whatIsKeptIsForTheUserAlone() async throws {
        try await CompletionScene.play { scene in
            let outcome = try await scene.program.shell(
                "find .cache/cloudcompute -type f -perm /077; find .cache/cloudcompute -type f | wc -l")
            #expect(outcome.output.trimmingCharacters(in: .whitespacesAndNewlines) == "3", "\(outcome.output)")
        }
    }
}
