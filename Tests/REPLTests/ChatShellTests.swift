import CloudComputeClient
import ConversationStore
import Conversations
import FakeChatBackend
import Foundation
import JSON
import Pricing
import Terminal
import Testing

@testable import REPL

/// Messages and conversations, from the typed line to the server and the store.
@Suite(.timeLimit(.minutes(1))) struct ChatShellTests {
    private let scene: ChatScene

    init() throws { scene = try ChatScene() }

    @Test func whatIsSaidIsShownAndStored() async throws {
        let backend = FakeChatBackend(texts: ["Hello you", "Yes"])
        let outcome = try await scene.chat(["hi", "really?"], backend)
        #expect(outcome.output == "Hello you\nYes\n" && outcome.error == nil)
        #expect(backend.requests.map { $0.messages.map(\.text) } == [["hi"], ["hi", "Hello you", "really?"]])
        #expect(try scene.store.messages(of: 1).map(\.text) == ["hi", "Hello you", "really?", "Yes"])
        #expect(try scene.replies().map(\.status) == [.complete, .complete])
    }

    @Test func anErrorInTheMiddleLeavesTheChatOpen() async throws {
        let half = FakeChatBackend.Reply.steps([
            .event(.text("half", choice: 0)), .fail(FakeChatBackend.Failure("broke off")),
        ])
        let backend = FakeChatBackend([half, .steps(FakeChatBackend.steps(text: "whole"))])
        let outcome = try await scene.chat(["hi", "/retry"], backend)
        #expect(outcome.output == "half\nwhole\n")
        #expect(outcome.notices.contains("explained: broke off"))
        #expect(try scene.replies().map(\.text) == ["whole"])
    }

    @Test func aFailureEndsAScript() async throws {
        let backend = FakeChatBackend([.refused(.init("no such model"))])
        let outcome = try await scene.chat(["hi", "never sent"], backend, isInteractive: false)
        #expect(outcome.error as? FakeChatBackend.Failure == .init("no such model"))
        #expect(backend.requests.count == 1 && outcome.notices.isEmpty)
        #expect(try scene.replies().map(\.status) == [.failed])
    }

    @Test func aCommandThatCannotBeDoneEndsAScript() async throws {
        let backend = FakeChatBackend(texts: ["x"])
        let outcome = try await scene.chat(["/open 99", "never sent"], backend, isInteractive: false)
        guard case .noMatch("99", _)? = outcome.error as? StoreError else {
            Issue.record("\(outcome.error as Any)")
            return
        }
        #expect(backend.requests.isEmpty)
    }

    @Test func controlCStopsTheReplyAndKeepsWhatHadCome() async throws {
        let half = FakeChatBackend.Reply.steps([
            .event(.text("half", choice: 0)), .hang { [scene] in scene.signal.yield(.interrupt) },
        ])
        let backend = FakeChatBackend([half, .steps(FakeChatBackend.steps(text: "more"))])
        let outcome = try await scene.chat(["hi", "go on"], backend)
        #expect(outcome.output == "half\nmore\n")
        #expect(outcome.notices.contains("Interrupted. The partial reply is kept."))
        #expect(backend.requests[1].messages.map(\.text) == ["hi", "half", "go on"])
        #expect(try scene.replies().map(\.status) == [.interrupted, .complete])
    }

    @Test func afterARequestToEndNothingMoreIsSent() async throws {
        let half = FakeChatBackend.Reply.steps([
            .event(.text("half", choice: 0)), .hang { [scene] in scene.signal.yield(.end) },
        ])
        let backend = FakeChatBackend([half, .steps(FakeChatBackend.steps(text: "never"))])
        let outcome = try await scene.chat(["hi", "never sent", "nor this"], backend, isInteractive: false)
        #expect(outcome.output == "half\n" && outcome.error == nil)
        #expect(backend.requests.count == 1)
        #expect(try scene.replies().map(\.status) == [.interrupted])
    }

    @Test func reasoningGoesToTheNotices() async throws {
        let steps: [FakeChatBackend.Step] = [.event(.reasoning("hm", choice: 0)), .event(.text("so", choice: 0))]
        let outcome = try await scene.chat(["hi"], FakeChatBackend([.steps(steps)]))
        #expect(outcome.output == "so\n" && outcome.notices.contains("hm\n"))
    }

    @Test func hiddenReasoningIsStoredAllTheSame() async throws {
        let steps: [FakeChatBackend.Step] = [.event(.reasoning("hm", choice: 0)), .event(.text("so", choice: 0))]
        let outcome = try await scene.chat(["/think hide", "hi"], FakeChatBackend([.steps(steps)]))
        #expect(!outcome.notices.contains("hm\n"))
        #expect(try scene.replies().map(\.reasoning) == ["hm"])
    }

    @Test func toolCallsComeBackWhenTheConversationIsOpened() async throws {
        let call = ToolCallFragment(index: 0, id: "c", name: "f", arguments: "{}")
        let steps: [FakeChatBackend.Step] = [
            .event(.toolCall(call, choice: 0)), .event(.reasoningDetails(["d"], choice: 0)),
            .event(.finish(.toolCalls, choice: 0)),
        ]
        let path = scene.folder.path("talk.json")
        _ = try await scene.chat(["hi"], FakeChatBackend([.steps(steps)]))
        let outcome = try await scene.chat(["/open 1", "/export \(path)"], FakeChatBackend([]))
        #expect(outcome.notices.contains("Written to \(path) as json."))
        let turns = try #require(try JSONValue(parsing: try scene.folder.read("talk.json"))["turns"]?.array)
        #expect(turns[1]["tool_calls"]?.array?.first?["id"] == "c" && turns[1]["reasoning_details"] == ["d"])
    }

    @Test func saveOfAReopenedConversationKeepsItsToolCalls() async throws {
        let call = ToolCallFragment(index: 0, id: "c", name: "f", arguments: "{}")
        let steps: [FakeChatBackend.Step] = [
            .event(.toolCall(call, choice: 0)), .event(.finish(.toolCalls, choice: 0)),
        ]
        _ = try await scene.chat(["hi"], FakeChatBackend([.steps(steps)]))
        var conversation = try Conversation(scene.store.conversation(id: 1), from: scene.store)
        conversation.detach()
        let outcome = try await scene.chat(["/save"], FakeChatBackend([]), in: conversation, isStored: false)
        #expect(outcome.notices.contains("Saved as conversation 2."))
        #expect(
            try scene.store.messages(of: 2).map(\.reply?.toolCalls)
                == scene.store.messages(of: 1).map(\.reply?.toolCalls))
    }

    @Test func withoutTheStoreNothingIsKeptBeforeSave() async throws {
        let backend = FakeChatBackend(texts: ["one", "two"])
        let outcome = try await scene.chat(["a", "/list", "/save", "b", "/save"], backend, isStored: false)
        #expect(outcome.notices.contains("Conversations are not kept in this chat"))
        #expect(outcome.notices.contains("Saved as conversation 1."))
        #expect(outcome.notices.contains("It is stored already, as conversation 1."))
        #expect(try scene.store.messages(of: 1).map(\.text) == ["a", "one", "b", "two"])
    }

    @Test func aStoreThatCannotBeOpenedForSaveIsExplained() async throws {
        let outcome = try await scene.chat(["a", "/save"], FakeChatBackend(texts: ["one"]), isStored: false) {
            $0.openStore = { throw FakeChatBackend.Failure("no store") }
        }
        #expect(outcome.notices.contains("explained: no store") && outcome.error == nil)
    }

    @Test func aConversationThatIsDeletedMeanwhileGoesOnUnstored() async throws {
        let backend = FakeChatBackend([
            .steps(FakeChatBackend.steps(text: "one")),
            .steps([.event(.text("two", choice: 0))]), .steps(FakeChatBackend.steps(text: "three")),
        ])
        let other = try scene.folder.open()
        let outcome = try await scene.chat(["a", "/template delete", "b", "c"], backend) {
            $0.readTemplate = { name, _ in
                try other.delete(1)
                return AppliedTemplate(name: name) { $0 }
            }
        }
        #expect(outcome.output == "one\ntwo\nthree\n" && outcome.error == nil)
        #expect(outcome.notices.components(separatedBy: "The conversation is not being stored:").count == 2)
    }

    @Test func aConversationIsForkedOpenedTitledSearchedAndListed() async throws {
        let outcome = try await scene.chat(
            ["alpha", "beta", "/fork 1", "/title Third", "/list", "/search alpha", "/open 1", "/undo", "/list zz"],
            FakeChatBackend(texts: ["one", "two"]))
        for words in [
            "Now in conversation 2, a copy with 1 message", "Title set.", "Third", "alpha",
            "Conversation 1, \"alpha\", 2 messages, with m.", "Removed: beta", "No title contains \"zz\".",
        ] {
            #expect(outcome.notices.contains(words), "\(words)")
        }
        #expect(try scene.store.messages(of: 1).map(\.text) == ["alpha", "one"])
        #expect(try scene.store.conversation(id: 2).title == "Third")
    }

    @Test func theSettingsOfAStoredConversationAreKept() async throws {
        _ = try await scene.chat(
            ["hi", "/model big", "/system Be brief.", "/set seed 7"], FakeChatBackend(texts: ["one"]))
        let stored = try scene.store.conversation(id: 1)
        #expect(stored.model == "big" && stored.system == "Be brief." && stored.parameters == #"{"seed":7}"#)
    }

    @Test func aRetryThatFailsKeepsTheFormerReplyInTheStore() async throws {
        let backend = FakeChatBackend([
            .steps(FakeChatBackend.steps(text: "good")), .refused(.init("no such model")),
        ])
        let outcome = try await scene.chat(["hi", "/retry none"], backend)
        #expect(outcome.notices.contains("The previous reply is kept."))
        #expect(try scene.replies().map(\.text) == ["good"])
        #expect(try scene.store.conversation(id: 1).model == "m")
    }

    @Test func theChatGoesOnWithAConversation() async throws {
        var conversation = Conversation(model: "m", system: "s")
        conversation.turns = [.example("a", "b")]
        try conversation.save(to: scene.store)
        let backend = FakeChatBackend(texts: ["c"])
        let outcome = try await scene.chat(["more"], backend, in: conversation)
        #expect(outcome.notices.hasPrefix("Conversation 1, \"a\", 1 message.\n> a\n"))
        #expect(backend.requests[0].messages.map(\.text) == ["s", "a", "b", "more"])
        #expect(try scene.store.messages(of: 1).count == 4)
    }

    @Test func quitLeavesWhatFollowsUnread() async throws {
        let backend = FakeChatBackend(texts: ["x"])
        let outcome = try await scene.chat(["/quit", "never sent"], backend)
        #expect(backend.requests.isEmpty && outcome.prompts.count == 1)
    }

    @Test func anOutputThatIsGoneEndsTheChat() async throws {
        let backend = FakeChatBackend(texts: ["one two", "never"])
        let console = ChatConsole(
            lines: TypedLines(["hi", "again"]), output: Output(descriptor: -1), error: Output(descriptor: -1),
            isInteractive: true, allowsColor: false)
        let dependencies = ChatDependencies(
            backend: backend, download: { _ in [] }, readTemplate: { name, _ in AppliedTemplate(name: name) { $0 } },
            explain: { "\($0)" }, store: scene.store, openStore: { [scene] in try scene.folder.open() })
        await #expect(throws: OutputError.self) {
            try await REPL(console: console, dependencies: dependencies)
                .run(Conversation(model: "m"), signals: scene.signals)
        }
        #expect(backend.requests.count == 1)
        #expect(try scene.replies().map(\.status) == [.interrupted])
    }
}
