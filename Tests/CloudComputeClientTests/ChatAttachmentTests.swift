import CloudComputeClient
import Testing

@Suite(.timeLimit(.minutes(2))) struct ChatAttachmentTests {
    private static let png: [UInt8] = [0x89, 0x50, 0x4E, 0x47, 0x0D, 0x0A, 0x1A, 0x0A]

    private func image(_ size: Int) -> (name: String, bytes: [UInt8]) {
        ("p.png", Self.png + [UInt8](repeating: 0, count: size - Self.png.count))
    }

    @Test func textIsFencedAndImagesBecomeDataURLs() throws {
        let parts = try ChatAttachment.parts([("a.md", Array("```x```".utf8)), ("p.png", Self.png)])
        #expect(
            parts == [.text("\n\nFile a.md:\n````\n```x```\n````\n"), .imageURL("data:image/png;base64,iVBORw0KGgo=")])
    }

    @Test(.timeLimit(.minutes(1))) func aFenceIsLongerThanAnyInTheText() throws {
        let text = String(repeating: "`", count: 200_000)
        let parts = try ChatAttachment.parts([("a.md", Array("x\n\(text)".utf8))])
        #expect(parts == [.text("\n\nFile a.md:\n\(text)`\nx\n\(text)\n\(text)`\n")])
    }

    @Test func theDocumentedLimitsHold() throws {
        #expect(try ChatAttachment.parts(Array(repeating: image(1 << 20), count: 5)).count == 5)
        #expect(try ChatAttachment.parts(Array(repeating: image(4 << 20), count: 2)).count == 2)
        #expect(throws: CloudComputeError.self) { try ChatAttachment.parts(Array(repeating: image(100), count: 6)) }
        #expect(throws: CloudComputeError.self) { try ChatAttachment.parts([image(4 << 20 + 1)]) }
        #expect(throws: CloudComputeError.self) { try ChatAttachment.parts(Array(repeating: image(3 << 20), count: 3)) }
    }

    @Test(arguments: [[0xFF, 0xFE, 0x00], [0x00], Array("MZ\u{0}".utf8)] as [[UInt8]])
    func otherBytesAreRefused(bytes: [UInt8]) {
        let error = #expect(throws: CloudComputeError.self) { try ChatAttachment.parts([("x.bin", bytes)]) }
        #expect(error?.message.contains("x.bin") == true)
    }
}
