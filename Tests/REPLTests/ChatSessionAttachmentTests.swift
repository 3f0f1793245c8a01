import CloudComputeClient
import ConversationStore
import Conversations
import FakeChatBackend
import Testing

@testable import REPL

/// `/attach` and `/image`.
@Suite(.timeLimit(.minutes(1))) struct ChatSessionAttachmentTests {
    private let text = FileAttachment(name: "note.txt", bytes: Array("line".utf8))
    private let image = FileAttachment(name: "dot.png", bytes: [0x89, 0x50, 0x4E, 0x47, 0x0D, 0x0A, 0x1A, 0x0A])

    private func session(_ files: FileAttachment...) -> ChatSession {
        var session = ChatSession.example()
        for file in files { _ = session.handle(.fileRead(.attachment, .success(file))) }
        return session
    }

    @Test(arguments: ["/attach", "/attach list"]) func nothingIsAttachedAtFirst(line: String) {
        var session = session()
        #expect(session.type(line) == ["Nothing is attached; /attach PATH takes a file."])
    }

    @Test func aPathIsRead() {
        var session = session()
        #expect(session.type("/attach my file.txt") == ["read my file.txt as attachment"])
        #expect(session.type("/attach 'quoted'") == ["read quoted as attachment"])
        #expect(session.type("/image dot.png") == ["read dot.png as image"])
    }

    @Test(arguments: ["http://x/a.png", "https://x/a.png?b"]) func aURLIsFetched(url: String) {
        var session = session()
        #expect(session.type("/attach \(url)") == ["download \(url)"])
    }

    @Test func anImageMustBeNamed() {
        var session = session()
        #expect(session.type("/image") == ["Name the image: /image PATH."])
    }

    @Test func whatIsReadGoesAlongWithTheNextMessage() {
        var session = session()
        let note = session.handle(.fileRead(.attachment, .success(text)))
        #expect(note.map(\.words) == ["Attached note.txt (4 bytes) to the next message."])
        #expect(session.prompt == "[1 attached] > ")
        #expect(session.type("see") == [#"send ["see\n\nFile note.txt:\n```\nline\n```\n"] to m"#])
        #expect(session.prompt == "> ")
    }

    @Test func imagesGoAlongAsParts() {
        var session = session(image)
        guard case .send(let request, _)? = session.handle(.line("what")).first else {
            Issue.record("Nothing is sent.")
            return
        }
        #expect(request.messages[0].parts.count == 2)
    }

    @Test func aTextIsNoImage() {
        var session = session()
        let refusal = session.handle(.fileRead(.image, .success(text)))
        #expect(
            refusal.map(\.words) == [
                "note.txt is not a PNG, JPEG, GIF or WebP image; /attach takes text files too."
            ])
        #expect(session.attachments.isEmpty)
    }

    @Test func anImageIsTakenAsOne() {
        var session = session()
        _ = session.handle(.fileRead(.image, .success(image)))
        #expect(session.attachments == [image])
    }

    @Test func attachmentsAreListed() {
        var session = session(text, image)
        #expect(session.type("/attach list") == ["1. note.txt, 4 bytes\n2. dot.png, 8 bytes"])
    }

    @Test func oneAttachmentIsTakenOff() {
        var session = session(text, image)
        #expect(session.type("/attach drop 1") == ["Removed note.txt."])
        #expect(session.attachments == [image])
    }

    @Test func allAttachmentsAreTakenOff() {
        var session = session(text, image)
        #expect(session.type("/attach drop") == ["All attachments removed."])
        #expect(session.attachments.isEmpty)
        #expect(session.type("/attach drop") == ["Nothing is attached."])
    }

    @Test(arguments: ["0", "3", "-1", "x", "99999999999999999999"])
    func anAttachmentThatIsNotThereIsNamed(number: String) {
        var session = session(text, image)
        #expect(
            session.type("/attach drop \(number)") == ["There is no attachment \(number); /attach list shows them."])
        #expect(session.attachments.count == 2)
    }

    @Test func theLimitsAreCheckedWhenAFileIsAttached() {
        var session = session(image, image, image, image, image)
        let refusal = session.handle(.fileRead(.attachment, .success(image)))
        #expect(refusal.map(\.words).first?.hasPrefix("error: ") == true)
        #expect(session.attachments.count == 5)
    }

    @Test func aFileThatCannotBeReadIsNamed() {
        var session = session()
        _ = session.type("/attach x")
        let error = ChatCommandError("The file x cannot be read: no such file or directory.")
        #expect(session.handle(.fileRead(.attachment, .failure(error))).map(\.words) == [error.description])
    }

    @Test func aFileThatCannotBeReadEndsAScript() {
        var session = ChatSession.example(isInteractive: false)
        _ = session.type("/attach x")
        #expect(session.handle(.fileRead(.attachment, .failure(ChatCommandError("no")))).map(\.words) == ["fail: no"])
    }

    @Test func controlCGivesUpAPipeInWhichNothingComes() {
        var session = session()
        _ = session.type("/attach pipe")
        #expect(session.handle(.interrupted).map(\.words) == ["cancel"])
        #expect(session.handle(.fileRead(.attachment, .failure(CancellationError()))).map(\.words) == ["Stopped."])
        #expect(session.attachments.isEmpty)
    }

    @Test func attachmentsOfAMessageThatFailedAreKeptWithIt() {
        var session = session(text)
        _ = session.say("see", Reply(status: .failed))
        #expect(session.type("/retry")[0].contains("note.txt"))
    }
}
