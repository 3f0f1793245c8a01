import CloudComputeClient
import ConversationStore
import Conversations
import FakeChatBackend
import JSON
import Terminal
import Testing

@testable import REPL

/// `/help`, `/copy`, `/export`, `/tokens` and `/cost`.
@Suite(.timeLimit(.minutes(1))) struct ChatSessionReplyTests {
    private func session(_ replies: Reply...) -> ChatSession {
        ChatSession.example(replies.map { Turn(message: ChatMessage(role: .user, text: "u"), reply: $0) })
    }

    private func reply(_ usage: JSONValue? = nil, cost: Double? = nil) -> Reply {
        var reply = Reply(text: "a")
        (reply.usage, reply.cost) = (Usage(usage), cost)
        return reply
    }

    @Test func helpListsEveryCommandAndTheDoubleSlash() {
        var session = session()
        let groups = session.type("/help").map { $0.split(separator: " of ") }
        #expect(groups.count == SlashCommand.Group.allCases.count)
        #expect(groups.compactMap { $0.last.flatMap { Int($0) } }.reduce(0, +) == SlashCommand.all.count + 1)
    }

    @Test(arguments: SlashCommand.all.map(\.name)) func helpExplainsEachCommand(name: String) {
        var session = session()
        #expect(session.type("/help \(name)")[0].hasPrefix("/\(name) "))
        #expect(session.type("/help /\(name)")[0].hasPrefix("/\(name) "))
    }

    @Test func helpOnWhatIsNoCommandNamesTheNearest() {
        var session = session()
        #expect(session.type("/help modle") == ["There is no command /modle. Did you mean /help model?"])
        #expect(session.type("/help zzzzzz") == ["There is no command /zzzzzz."])
    }

    @Test func theLastReplyIsCopied() {
        var session = session(Reply(text: "one"), Reply(text: "two"), Reply(status: .failed))
        #expect(session.type("/copy") == ["copy <two>"])
    }

    @Test func theLastCodeBlockIsCopied() {
        var session = session(Reply(text: "```\na\n```\n```sh\nb\n```\n"))
        #expect(session.type("/copy code") == ["copy <b\n>"])
    }

    @Test func aReplyWithoutCodeHasNoneToCopy() {
        var session = session(Reply(text: "text"))
        #expect(session.type("/copy code") == ["The last reply has no code block."])
    }

    @Test func thereMustBeAReplyToCopy() {
        var session = session()
        #expect(session.type("/copy") == ["No reply to copy."])
        #expect(session.type("/copy all") == ["/copy takes nothing, or code."])
    }

    @Test func itIsSaidHowATextWasCopied() {
        var session = session()
        #expect(
            session.handle(.copied(characters: 3, .program("xclip"))).map(\.words)
                == ["Copied 3 characters with xclip."])
        #expect(
            session.handle(.copied(characters: 3, .terminal)).map(\.words)
                == ["Sent 3 characters to the terminal (OSC 52); some terminals ignore it."])
        #expect(session.handle(.copied(characters: 3, nil))[0].words.hasPrefix("No clipboard available"))
    }

    @Test(arguments: [
        ("talk.md", "talk.md as markdown"), ("talk.json", "talk.json as json"), ("talk.jsonl", "talk.jsonl as jsonl"),
        ("json talk", "talk as json"), ("--force json a", "a as json, replacing it"),
        ("jsonl my talk.md", "my talk.md as jsonl"), ("\"a b\"", "a b as markdown"),
        ("json --force a", "a as json, replacing it"), ("--force  a.json", "a.json as json, replacing it"),
        ("./--force", "./--force as markdown"),
    ])
    func theConversationIsExported(argument: String, place: String) {
        var session = session(Reply(text: "a"))
        #expect(session.type("/export \(argument)") == ["export to \(place)"])
    }

    @Test(arguments: ["/export", "/export json", "/export --force", "/export --force json", "/export json --force"])
    func aFileToExportToMustBeNamed(line: String) {
        var session = session(Reply(text: "a"))
        #expect(session.type(line) == ["Name the file: /export [--force] [markdown|json|jsonl] PATH."])
    }

    @Test func thereMustBeSomethingToExport() {
        var session = session()
        #expect(session.type("/export a.md") == ["Nothing to export yet."])
    }

    @Test func itIsSaidWhereTheExportIs() {
        var session = session()
        #expect(
            session.handle(.exported(.jsonl, .success("/tmp/a"))).map(\.words) == ["Written to /tmp/a as jsonl."])
        let error = ChatCommandError("/tmp/a cannot be written: no space left on device.")
        #expect(session.handle(.exported(.json, .failure(error))).map(\.words) == [error.description])
    }

    @Test func aFileIsReplacedAfterAYes() {
        let existing = Result<String, any Error>.failure(ExistingFile(path: "/tmp/a"))
        var session = session(Reply(text: "a"))
        for (line, words) in [
            ("y", "export to /tmp/a as json, replacing it"), (" Да ", "export to /tmp/a as json, replacing it"),
            ("", "Nothing was written."), ("no", "Nothing was written."),
        ] {
            #expect(session.handle(.exported(.json, existing)).map(\.words) == ["/tmp/a exists already."])
            #expect(session.prompt == "Replace it? [y/N] " && session.isAsking)
            #expect(session.type(line) == [words])
            #expect(session.prompt == "> " && !session.isAsking)
        }
        _ = session.handle(.exported(.json, existing))
        #expect(session.type("/model x") == ["/tmp/a exists already; answer y or n."] && session.isAsking)
        #expect(session.handle(.lineCancelled(wasEmpty: true)).map(\.words) == ["Nothing was written."])
        var script = ChatSession.example(isInteractive: false)
        #expect(script.handle(.exported(.json, existing)).map(\.words).first?.contains("--force PATH") == true)
    }

    @Test func tokensAreThoseThatTheServerCounted() {
        var session = session(
            reply(["prompt_tokens": 10, "completion_tokens": 2]), reply(["prompt_tokens": 20, "completion_tokens": 5]))
        #expect(
            session.type("/tokens") == [
                "Last reply: 20 prompt tokens, 5 completion tokens.\n"
                    + "All 2 replies: 30 prompt tokens, 7 completion tokens."
            ])
    }

    @Test func cachedTokensAreCountedApart() {
        let usage: JSONValue = [
            "prompt_tokens": 20, "completion_tokens": 5, "prompt_tokens_details": ["cached_tokens": 8],
        ]
        var session = session(reply(usage), reply(usage))
        #expect(
            session.type("/tokens") == [
                "Last reply: 20 prompt tokens (8 of them cached), 5 completion tokens.\n"
                    + "All 2 replies: 40 prompt tokens (16 of them cached), 10 completion tokens."
            ])
    }

    @Test func countsThatTheServerDidNotTellAreMarked() {
        var session = session(reply(["total_tokens": 7]))
        #expect(session.type("/tokens")[0].hasPrefix("Last reply: ? prompt tokens, ? completion tokens."))
    }

    @Test func theContextLengthIsToldWhereItIsKnown() throws {
        var session = session(reply(["prompt_tokens": 1]))
        _ = session.handle(.modelsKnown([try #require(Model(["id": "m", "context_length": 4096]))]))
        #expect(session.type("/tokens")[0].hasSuffix("The model takes 4096 tokens."))
    }

    @Test func sumsOfTokensDoNotOverflow() {
        let huge: JSONValue = ["prompt_tokens": 1_000_000_000_000]
        var session = session(reply(huge), reply(huge))
        #expect(session.type("/tokens")[0].contains("All 2 replies: 2000000000000 prompt"))
    }

    @Test func withoutUsageThereIsNothingToTell() {
        var session = session(Reply(text: "a"))
        #expect(session.type("/tokens") == ["No token usage reported yet."])
    }

    @Test func costsAreAddedUp() {
        var session = session(reply(cost: 0.25), reply(), reply(cost: 0.5))
        #expect(session.type("/cost") == ["Last reply: 0.5. All 2 replies: 0.75."])
    }

    @Test func whatWasPaidForIsNotForgotten() {
        var session = ChatSession.example()
        _ = session.say("one", reply(["prompt_tokens": 1, "completion_tokens": 120], cost: 0.5))
        _ = session.type("/retry")
        _ = session.handle(
            .turnEnded(FinishedTurn(reply: reply(["prompt_tokens": 1, "completion_tokens": 14], cost: 0.25))))
        #expect(session.type("/tokens")[0].hasSuffix("All 2 replies: 2 prompt tokens, 134 completion tokens."))
        _ = session.type("/undo")
        #expect(session.type("/cost") == ["All 2 replies: 0.75."])
        _ = session.type("/new")
        #expect(session.type("/cost")[0].hasPrefix("Cost unknown"))
    }

    @Test func aCostThatNobodyTellsIsUnknown() {
        var session = session(reply())
        #expect(session.type("/cost")[0].hasPrefix("Cost unknown"))
    }
}
