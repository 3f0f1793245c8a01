import Foundation
import Testing

/// The chat as a job of a shell.
@Suite(.timeLimit(.minutes(3))) struct ChatJobControlTests {
    /// Runs a chat under bash; its prompt is `sh$ `.
    private static func inShell(_ body: (Terminal) async throws -> Void) async throws {
        try await Program.inFolder { program in
            var program = program
            program.environment["PS1"] = "sh$ "
            program.environment["BASH_SILENCE_DEPRECATION_WARNING"] = "1"
            let shell = try Terminal(program, ["--norc", "--noprofile", "-i"], executable: "/bin/bash")
            try await shell.expect("sh$ ")
            shell.type("cloudcompute chat --plain --sandbox\r")
            try await shell.expect("> ")
            try await body(shell)
            try await shell.expect("sh$ ")
            shell.type("exit\r")
            #expect(try await shell.exitCode() == 0)
        }
    }

    @Test func inTheBackgroundItStopsAndTheDraftGoesOnInFront() async throws {
        try await Self.inShell { shell in
            shell.type("половина")
            try await shell.expect("половина")
            shell.type("\u{1A}")
            try await shell.expect("sh$ ")
            shell.type("bg\r")
            try await shell.expect("sh$ ")
            // Another program has the terminal as it should be, and Ctrl-C reaches it.
            shell.type("until jobs -l | grep -q 'tty output'; do read -t 0.05; done; stty -a; cat\r")
            try await shell.expect(" icanon")
            try await shell.expect("extproc")
            shell.type("ping\r")
            try await shell.expect("ping\r\nping\r\n")
            #expect(shell.isInUsualMode)
            shell.type("\u{3}")
            try await shell.expect("sh$ ")
            shell.type("fg\r")
            try await shell.expect("> половина")
            shell.type(" строки\r")
            try await shell.expect("> половина строки\r\n")
            try await shell.expect("```\r\n")
            try await shell.expect("> ")
            shell.type("\u{4}")
        }
    }

    @Test func aStopFromElsewhereIsSurvived() async throws {
        try await Self.inShell { shell in
            shell.type("draft")
            try await shell.expect("draft")
            shell.type("\u{1A}")
            try await shell.expect("sh$ ")
            // Continued and stopped by signals, in the background all the while.
            shell.type(
                "kill -CONT %1; until jobs -l | grep -q 'tty output'; do read -t 0.05; done; kill -STOP %1; fg\r")
            try await shell.expect("> draft")
            shell.type(" kept\r")
            try await shell.expect("> draft kept\r\n")
            try await shell.expect("```\r\n")
            try await shell.expect("> ")
            shell.type("\u{4}")
        }
    }

    @Test func anEndInTheBackgroundLeavesTheTerminalAlone() async throws {
        try await Self.inShell { shell in
            shell.type("\u{1A}")
            try await shell.expect("sh$ ")
            shell.type("kill %1; kill -CONT %1; wait; stty -a | tr ' ' '\\n' | grep icanon; echo end$((1+1))\r")
            try await shell.expect("icanon")
            try await shell.expect("end2")
            #expect(!shell.screen.contains("-icanon"))
            shell.type("\r")
        }
    }
}
