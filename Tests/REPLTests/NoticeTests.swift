import CloudComputeClient
import ConversationStore
import FakeChatBackend
import JSON
import Terminal
import Testing

@testable import REPL

/// How what is said beside the replies looks.
@Suite(.timeLimit(.minutes(1))) struct NoticeTests {
    private let plain = Style(for: Output(descriptor: -1), allowsColor: false)

    private func text(_ notice: ChatSession.Notice, columns: Int? = nil) -> String {
        notice.text(columns: columns, style: plain) { "explained \($0)" }
    }

    @Test func nothingInANoteDrivesTheTerminal() {
        #expect(text(.note("a\u{1B}[2Jb")) == "a␛[2Jb")
        #expect(text(.text("a\u{1B}[2Jb")) == "a␛[2Jb")
    }

    @Test func errorsAreExplained() {
        #expect(text(.error(FakeChatBackend.Failure("broken"))) == "cloudcompute: explained broken")
        #expect(
            text(.notStored(.busy("/p")))
                == "The conversation is not being stored: explained \(StoreError.busy("/p")) /save tries again.")
    }

    @Test func definitionsStandInTwoColumns() {
        let notice = ChatSession.Notice.definitions(
            heading: "/x", rows: [("a", "one two"), ("b", "three")], indent: 4, footer: "end")
        #expect(text(notice) == "/x\na   one two\nb   three\nend")
        #expect(text(notice, columns: 8) == "/x\na   one\n    two\nb   three\nend")
    }

    @Test func theHelpNamesEveryCommandAtAnyWidth() {
        let session = ChatSession.example()
        let notices = ((try? session.help("")) ?? []).compactMap { action in
            if case .show(let notice) = action { notice } else { nil }
        }
        for columns in [20, 80, 200] {
            let help = notices.map { text($0, columns: columns) }.joined(separator: "\n")
            for command in SlashCommand.all { #expect(help.contains("/\(command.name)")) }
        }
        let last = notices.last.map { text($0) } ?? ""
        #expect(last.hasSuffix("\n\n/help COMMAND explains one command, /help help the keys."))
    }

    @Test func theModelInUseIsMarked() throws {
        let models = try [
            #require(Model(["id": "a", "context_length": 10, "pricing": ["prompt": "0.1", "completion": "0.2"]])),
            #require(Model(["id": "b"])),
        ]
        let lines = text(.models(models, current: "b")).split(separator: "\n")
        #expect(lines.count == 3)
        #expect(lines[1].contains("a") && lines[1].contains("10") && lines[1].hasSuffix("0.2"))
        #expect(lines[2].hasPrefix("* b"))
    }

    @Test func conversationsAndHitsAreListed() throws {
        let scene = try TemporaryStore()
        let store = try scene.open()
        let id = try store.createConversation(title: "Kernel", model: "m").id
        try store.addUserMessage("why panic", to: id)
        #expect(text(.conversations(try store.conversations(limit: 5))).split(separator: "\n").count == 2)
        #expect(text(.hits(try store.search("panic", limit: 5))).hasSuffix("    why panic"))
    }
}
