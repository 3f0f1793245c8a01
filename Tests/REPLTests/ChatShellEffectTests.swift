import CloudComputeClient
import ConversationStore
import Conversations
import FakeChatBackend
import Foundation
import Pricing
import Terminal
import Testing

@testable import REPL

/// Files, templates, prices and whatever else a chat does besides talking.
@Suite(.timeLimit(.minutes(1))) struct ChatShellEffectTests {
    private let scene: ChatScene

    init() throws { scene = try ChatScene() }

    @Test func anExportDoesNotOverwrite() async throws {
        let path = try scene.folder.write("mine", to: "talk.md")
        let outcome = try await scene.chat(["a", "/export \(path)", "n"], FakeChatBackend(texts: ["one"]))
        #expect(outcome.notices.contains("\(path) exists already."))
        #expect(outcome.notices.contains("Nothing was written."))
        #expect(outcome.prompts == ["> ", "> ", "Replace it? [y/N] ", "> "])
        #expect(try scene.folder.read("talk.md") == "mine")
    }

    @Test(arguments: [["/export PATH", "y"], ["/export --force PATH"]])
    func anExportReplacesWhatItMay(lines: [String]) async throws {
        let path = try scene.folder.write("mine", to: "talk.md")
        let typed = lines.map { $0.replacing("PATH", with: path) }
        let outcome = try await scene.chat(["a"] + typed, FakeChatBackend(texts: ["one"]))
        #expect(outcome.notices.contains("Written to \(path) as markdown."))
        #expect(try scene.folder.read("talk.md").contains("## Assistant\n\none"))
    }

    @Test(arguments: [(".", "it is a folder"), ("/dev/null", "it is a device")])
    func anExportToNoFileSaysWhatItIs(path: String, words: String) async throws {
        let outcome = try await scene.chat(["a", "/export \(path)"], FakeChatBackend(texts: ["one"]))
        #expect(outcome.notices.contains("\(path) cannot be written: \(words)"))
    }

    @Test func anExportIsForTheUserAlone() async throws {
        _ = try await scene.chat(["a", "/export \(scene.folder.path("talk.md"))"], FakeChatBackend(texts: ["one"]))
        let mode = try FileManager.default.attributesOfItem(atPath: scene.folder.path("talk.md"))[.posixPermissions]
        #expect((mode as? NSNumber)?.intValue == 0o600)
        #expect(try scene.folder.read("talk.md").contains("## Assistant\n\none"))
    }

    @Test func anExportIntoAFolderThatIsNotThereSaysSo() async throws {
        let path = scene.folder.path("none/talk.md")
        let outcome = try await scene.chat(["a", "/export \(path)"], FakeChatBackend(texts: ["one"]))
        #expect(outcome.notices.contains("\(path) cannot be written: no such file or directory."))
    }

    @Test func aFileIsAttachedAndSent() async throws {
        let path = try scene.folder.write("the text\n", to: "note.txt")
        let backend = FakeChatBackend(texts: ["one"])
        let outcome = try await scene.chat(["/attach \(path)", "see"], backend)
        #expect(outcome.notices.contains("Attached note.txt (9 bytes) to the next message."))
        #expect(backend.requests[0].messages[0].text.contains("the text"))
        #expect(outcome.prompts == ["> ", "[1 attached] > ", "> "])
    }

    @Test func aFileThatIsNotThereIsNamed() async throws {
        let path = scene.folder.path("missing")
        let outcome = try await scene.chat(["/attach \(path)"], FakeChatBackend([]))
        #expect(outcome.notices.contains("The file \(path) cannot be read: no such file or directory."))
    }

    @Test func aDownloadIsAttachedByTheLastPartOfItsPath() async throws {
        let outcome = try await scene.chat(["/attach https://x/y/notes.txt?key=1"], FakeChatBackend([])) {
            $0.download = { _ in Array("hello".utf8) }
        }
        #expect(outcome.notices.contains("Attached notes.txt (5 bytes) to"))
    }

    @Test func aDownloadThatFailsIsExplained() async throws {
        let outcome = try await scene.chat(["/attach https://x/y"], FakeChatBackend([]))
        #expect(outcome.notices.contains("explained: no network"))
    }

    @Test func aTemplateTakesTheMessages() async throws {
        let backend = FakeChatBackend(texts: ["one"])
        let outcome = try await scene.chat(["/template t.md language=Greek", "water"], backend)
        #expect(outcome.notices.contains("Messages go into t.md."))
        #expect(backend.requests[0].messages[0].text == "water in Greek")
    }

    @Test func controlCGivesUpAWait() async throws {
        let outcome = try await scene.chat(["/template slow", "/model"], FakeChatBackend([])) { [scene] in
            $0.readTemplate = { name, _ in
                let (never, _) = AsyncStream.makeStream(of: Void.self)
                scene.signal.yield(.interrupt)
                for await _ in never {}
                throw CancellationError()
            }
        }
        #expect(outcome.notices.contains("Stopped.\nModel: m\n"))
    }

    @Test func modelsAreListed() async throws {
        let backend = FakeChatBackend([])
        try backend.setModels(#"{"data":[{"id":"m"},{"id":"other"}]}"#)
        let outcome = try await scene.chat(["/models oth"], backend)
        #expect(outcome.notices.contains("other"))
    }

    @Test func aReplyIsPricedByTheProfile() async throws {
        let price = try #require(TokenPrice(prompt: 1, completion: 5))
        let outcome = try await scene.chat(["hi", "/cost"], FakeChatBackend(texts: ["one"])) {
            $0.prices = ["m": price]
        }
        #expect(outcome.notices.contains("Last reply: 20. All 1 reply: 20."))
        #expect(try scene.replies().map(\.cost) == [20])
    }

    @Test func aReplyIsElsePricedByTheServersList() async throws {
        let backend = FakeChatBackend(texts: ["one"])
        try backend.setModels(#"{"data":[{"id":"m","pricing":{"prompt":"2","completion":"3"}}]}"#)
        let outcome = try await scene.chat(["/models", "hi", "/cost"], backend)
        #expect(outcome.notices.contains("Last reply: 26."))
    }

    @Test func theEditorsTextIsSent() async throws {
        let backend = FakeChatBackend(texts: ["one"])
        let outcome = try await scene.chat(["/edit draft"], backend) { $0.edit = { "\($0), edited" } }
        #expect(outcome.notices.contains("> draft, edited\n"))
        #expect(backend.requests[0].messages[0].text == "draft, edited")
    }

    @Test func theLastReplyIsCopied() async throws {
        let outcome = try await scene.chat(["hi", "/copy"], FakeChatBackend(texts: ["one"]))
        #expect(outcome.notices.contains("Copied 3 characters with fake."))
    }
}
