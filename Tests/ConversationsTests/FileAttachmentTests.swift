import CloudComputeClient
import ConversationStore
import Conversations
import Testing

@Suite(.timeLimit(.minutes(1))) struct FileAttachmentTests {
    private let conversation = Conversation(model: "m")

    private func image(_ size: Int = 16, name: String = "dot.png") -> FileAttachment {
        let magic: [UInt8] = [0x89, 0x50, 0x4E, 0x47, 0x0D, 0x0A, 0x1A, 0x0A]
        return FileAttachment(name: name, bytes: magic + [UInt8](repeating: 0, count: max(0, size - magic.count)))
    }

    private func text(_ text: String, name: String) -> FileAttachment {
        FileAttachment(name: name, bytes: Array(text.utf8))
    }

    @Test func textFilesBecomeText() throws {
        let message = try FileAttachment.message("Look:", with: [text("line\n", name: "a.txt")], after: conversation)
        #expect(message.parts == [.text("Look:\n\nFile a.txt:\n```\nline\n```\n")])
    }

    @Test func imagesStandAsPartsOfTheirOwn() throws {
        let files = [image(), text("x", name: "b"), image(name: "two.png")]
        let message = try FileAttachment.message("Look:", with: files, after: conversation)
        #expect(message.parts.count == 3)
        #expect(message.text.hasPrefix("Look:\n\nFile b:"))
    }

    @Test func aMessageMayConsistOfFilesAlone() throws {
        #expect(try FileAttachment.message("", with: [image()], after: conversation).parts.count == 1)
    }

    @Test func aMessageWithoutFilesIsItsText() throws {
        #expect(try FileAttachment.message("hi", with: [], after: conversation) == ChatMessage(role: .user, text: "hi"))
    }

    @Test func whatIsNeitherTextNorImageIsRefused() {
        let error = #expect(throws: CloudComputeError.self) {
            _ = try FileAttachment.message(
                "", with: [FileAttachment(name: "x.bin", bytes: [0xFF, 0x00])], after: conversation)
        }
        #expect(error?.message.contains("x.bin") == true)
    }

    @Test func anImageThatIsTooLargeIsRefused() {
        #expect(throws: CloudComputeError.self) {
            _ = try FileAttachment.message("", with: [image((4 << 20) + 1)], after: conversation)
        }
    }

    @Test func theLimitOnImagesIsThatOfTheWholeConversation() throws {
        var conversation = conversation
        let four = try FileAttachment.message("", with: Array(repeating: image(), count: 4), after: conversation)
        conversation.turns = [Turn(message: four, reply: Reply(text: "ok"))]
        #expect(throws: Never.self) { _ = try FileAttachment.message("", with: [image()], after: conversation) }
        #expect(throws: CloudComputeError.self) {
            _ = try FileAttachment.message("", with: [image(), image()], after: conversation)
        }
    }

    @Test func imagesOfAMessageThatFailedDoNotCount() throws {
        var conversation = conversation
        let five = try FileAttachment.message("", with: Array(repeating: image(), count: 5), after: conversation)
        conversation.turns = [Turn(message: five, reply: Reply(status: .failed))]
        #expect(throws: Never.self) { _ = try FileAttachment.message("", with: [image()], after: conversation) }
    }

    @Test func theLimitOnTheSizeOfAllImagesHolds() throws {
        var conversation = conversation
        let large = try FileAttachment.message("", with: [image(4 << 20), image(3 << 20)], after: conversation)
        conversation.turns = [Turn(message: large, reply: Reply(text: "ok"))]
        #expect(throws: CloudComputeError.self) {
            _ = try FileAttachment.message("", with: [image(2 << 20)], after: conversation)
        }
    }
}
