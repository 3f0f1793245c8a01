import CloudComputeClient
import Foundation
import JSON
import Testing

/// Each command of the chat, typed into a terminal.
@Suite(.timeLimit(.minutes(10))) struct ChatCommandTests {
    /// The red square of a PNG, one pixel wide.
    private static let png = Data(
        base64Encoded:
            "iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mP8z8BQDwAEhQGAhKmMIQAAAABJRU5ErkJggg==")

    private func chat(
        _ arguments: [String] = [], environment: [String: String] = [:],
        _ body: (Program, Terminal) async throws -> Void
    ) async throws {
        try await Program.inFolder { program in
            var program = program
            program.environment.merge(environment) { $1 }
            let terminal = try Terminal(program, ["chat", "--plain", "--sandbox"] + arguments)
            try await terminal.expect("> ")
            try await body(program, terminal)
            terminal.type("\u{4}")
            #expect(try await terminal.exitCode() == 0)
        }
    }

    /// Says something and waits for the end of the reply, which ends with a code block and a status line.
    private func say(_ text: String, _ terminal: Terminal) async throws {
        terminal.type(text + "\r")
        try await terminal.expect("cloudcompute models")
        try await terminal.expect("tokens")
        try await terminal.expect("> ")
    }

    @Test func fieldsAreSetShownAndTakenOut() async throws {
        try await chat { _, terminal in
            terminal.type("/set temperature 0.2\r")
            try await terminal.expect("temperature is 0.2.")
            terminal.type("/set stop [\"a\"]\r")
            try await terminal.expect("stop is [\"a\"].")
            terminal.type("/params\r")
            try await terminal.expect("temperature = 0.2\r\nstop = [\"a\"]")
            terminal.type("/set stop off\r")
            try await terminal.expect("stop removed.")
            terminal.type("/set model x\r")
            try await terminal.expect("use /model.")
            terminal.type("/set lonely\r")
            try await terminal.expect("Give a name and a value")
        }
    }

    @Test func messagesAreRetriedTakenBackAndForked() async throws {
        try await chat { program, terminal in
            try await say("one", terminal)
            try await say("two", terminal)
            terminal.type("/retry sandbox/vision\r")
            try await terminal.expect("Switched to sandbox/vision.")
            try await terminal.expect("| model | `sandbox/vision` |\r\n| messages | 3 |")
            try await terminal.expect("> ")
            terminal.type("/undo\r")
            try await terminal.expect("Removed: two")
            terminal.type("/fork 1\r")
            try await terminal.expect("Now in conversation 2, a copy with 1 message")
            try await say("three", terminal)
            terminal.type("/title Третий разговор\r")
            try await terminal.expect("Title set.")
            terminal.type("/list\r")
            try await terminal.expect("Третий разговор")
            terminal.type("/search three\r")
            try await terminal.expect("Третий разговор")
            terminal.type("/open one\r")
            try await terminal.expect("Conversation 1, \"one\", 1 message")
            terminal.type("/open 99\r")
            try await terminal.expect("99")
            terminal.type("/new\r")
            try await terminal.expect("A new conversation.")
            terminal.type("/undo\r")
            try await terminal.expect("Nothing to undo.")
        }
    }

    @Test func aRetryThatFailsLeavesTheFormerReply() async throws {
        try await chat { program, terminal in
            try await say("one", terminal)
            terminal.type("/retry sandbox/none\r")
            try await terminal.expect("The previous reply is kept.")
            let shown = try await program.run(["history", "show", "1", "--json"])
            let turns = try #require(JSONValue(parsing: shown.output)["turns"]?.array)
            #expect(turns.map { $0["status"]?.string } == [nil, "complete"])
            terminal.type("/model\r")
            try await terminal.expect("Model: sandbox/small")
        }
    }

    @Test func undoTakesBackWhatThisSessionSaidAndNothingElse() async throws {
        try await chat { program, terminal in
            try await say("from here", terminal)
            #expect(try await program.run(["ask", "--sandbox", "-c", "from there"]).exitCode == 0)
            terminal.type("/undo\r")
            try await terminal.expect("Removed: from here")
            let shown = try await program.run(["history", "show", "1"])
            #expect(shown.output.contains("from there") && !shown.output.contains("\n\nfrom here\n"))
        }
    }

    @Test func whatCannotBeDoneInAPipeEndsTheChatBeforeMoreIsSent() async throws {
        try await Program.inFolder { program in
            for line in ["/attach missing.txt", "/open 99", "/nonsense", "/set lonely"] {
                let outcome = try await program.run(["chat", "--sandbox"], input: "\(line)\nnever sent\n")
                #expect(outcome.exitCode != 0, "\(line)")
                #expect(outcome.output.isEmpty)
                #expect(outcome.errorLines.count == 1)
            }
        }
    }

    @Test func filesAreStagedForTheNextMessage() async throws {
        try await chat(["-m", "sandbox/vision"]) { program, terminal in
            try program.write("строка из файла\n", to: "note.txt")
            try #require(Self.png).write(to: URL(fileURLWithPath: program.file("dot.png")))
            terminal.type("/attach note.txt\r")
            try await terminal.expect("Attached note.txt (29 bytes) to")
            try await terminal.expect("[1 attached] > ")
            terminal.type("/image note.txt\r")
            try await terminal.expect("is not a PNG")
            terminal.type("/image dot.png\r")
            try await terminal.expect("[2 attached] > ")
            terminal.type("/attach list\r")
            try await terminal.expect("1. note.txt, 29 bytes\r\n2. dot.png")
            terminal.type("/attach drop 1\r")
            try await terminal.expect("Removed note.txt.")
            terminal.type("/attach missing.txt\r")
            try await terminal.expect("missing.txt cannot be read: no such file or directory.")
            terminal.type("what is it\r")
            try await terminal.expect("| images | 1 |")
            try await terminal.expect("tokens/s")
        }
    }

    @Test func theConversationIsExportedCopiedAndCounted() async throws {
        try await chat(["-m", "sandbox/reasoning"]) { program, terminal in
            terminal.type("/export nothing.md\r")
            try await terminal.expect("Nothing to export yet.")
            try await say("hello", terminal)
            terminal.type("/export talk.md\r")
            try await terminal.expect("Written to talk.md as markdown.")
            terminal.type("/export jsonl talk.lines\r")
            try await terminal.expect("Written to talk.lines as jsonl.")
            terminal.type("/export talk.md\r")
            try await terminal.expect("talk.md exists already.")
            try await terminal.expect("Replace it? [y/N] ")
            terminal.type("\r")
            try await terminal.expect("Nothing was written.")
            #expect(try program.read("talk.md").contains("## User\n\nhello\n"))
            #expect(try program.read("talk.lines").split(separator: "\n").count == 2)
            terminal.type("/copy code\r")
            let code = Data("export CLOUDCOMPUTE_API_KEY=cc-...\ncloudcompute models\n".utf8).base64EncodedString()
            try await terminal.expect("\u{1B}]52;c;\(code)\u{7}")
            try await terminal.expect("to the terminal (OSC 52)")
            terminal.type("/tokens\r")
            try await terminal.expect("completion tokens.")
            terminal.type("/cost\r")
            try await terminal.expect("Last reply: 0.")
        }
    }

    @Test func reasoningAndMarkdownAreSwitched() async throws {
        try await chat(["-m", "sandbox/reasoning"]) { _, terminal in
            terminal.type("/think hide\r")
            try await terminal.expect("Reasoning is hidden")
            try await say("quiet", terminal)
            #expect(!terminal.screen.contains("There is no model here"))
            terminal.type("/think show\r")
            try await terminal.expect("Reasoning is shown.")
            terminal.type("/think low\r")
            try await terminal.expect("reasoning_effort is \"low\".")
            terminal.type("loud\r")
            try await terminal.expect("There is no model here")
            try await terminal.expect("tokens/s")
            terminal.type("/markdown on\r")
            try await terminal.expect("Replies are rendered.")
            terminal.type("rendered\r")
            let screen = try await terminal.look { $0.text.contains("What arrived") && $0.text.contains("│") }
            let rendered = try #require(screen.text.components(separatedBy: "Replies are rendered.").last)
            #expect(!rendered.contains("|---|") && !rendered.contains("**"))
            try await terminal.expect("tokens/s")
        }
    }

    @Test func modelsTemplatesAndHelpAreShown() async throws {
        try await chat { program, terminal in
            try program.write("Say {{input}} in {{language}}.\n", to: "t.md")
            terminal.type("/models vision\r")
            try await terminal.expect("sandbox/vision")
            terminal.type("/template t.md language=Greek\r")
            try await terminal.expect("Messages go into t.md.")
            terminal.type("water\r")
            try await terminal.expect("> Say water in Greek.")
            try await terminal.expect("tokens/s")
            terminal.type("/template off\r")
            try await terminal.expect("No template.")
            terminal.type("/help retry\r")
            try await terminal.expect("/retry [MODEL]")
            terminal.type("/help nonsense\r")
            try await terminal.expect("There is no command /nonsense.")
            terminal.type("/save\r")
            try await terminal.expect("It is stored already, as conversation 1.")
        }
    }

    @Test func saveStoresAChatThatBeganWithoutTheStore() async throws {
        try await chat(["--no-save"]) { program, terminal in
            try await say("first", terminal)
            terminal.type("/list\r")
            try await terminal.expect("/save stores this one")
            terminal.type("/save\r")
            try await terminal.expect("Saved as conversation 1.")
            let shown = try await program.run(["history", "show", "1", "--json"])
            #expect(try JSONValue(parsing: shown.output)["turns"]?.array?.count == 2)
        }
    }

    @Test func theEditorWritesTheMessage() async throws {
        try await chat(environment: ["VISUAL": "sed -i s/wrong/right/"]) { _, terminal in
            terminal.type("/edit this is wrong\r")
            try await terminal.expect("> this is right")
            try await terminal.expect("> this is right")
            try await terminal.expect("tokens/s")
            terminal.type("also wrong\u{18}\u{5}")
            try await terminal.expect("also right")
            terminal.type("\r")
            try await terminal.expect("tokens/s")
        }
    }
}
