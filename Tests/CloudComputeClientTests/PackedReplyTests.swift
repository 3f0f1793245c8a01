import CloudComputeClient
import LoopbackServer
import Testing

/// Compressed replies.
@Suite(.timeLimit(.minutes(2))) struct PackedReplyTests {
    @Test(arguments: ["gzip", "deflate"]) func packedRepliesAreUnpacked(encoding: String) async throws {
        let bytes = Packed.stored(Array(HostileReply.reply.utf8), encoding)
        let answer = HostileReply.json(bytes, "content-encoding: \(encoding)\r\n")
        let texts = try await HostileReply.ask(answer) { client in
            [try await client.complete(HostileReply.request).first.text, try await HostileReply.text(client)]
        }
        #expect(texts == ["Hello", "Hello"])
    }

    @Test(arguments: ["br", "zstd", "gzip, gzip"]) func otherCompressionIsNamed(encoding: String) async throws {
        let errors = try await HostileReply.errors(
            HostileReply.json([0x1B, 0x0F, 0x00], "content-encoding: \(encoding)\r\n"))
        #expect(errors.count == 3)
        for error in errors {
            #expect(error.code == .badReply)
            #expect(error.message.contains("\"\(encoding)\""))
        }
    }

    @Test func aBombIsRefused() async throws {
        let errors = try await HostileReply.errors(
            HostileReply.json(Packed.bomb(megabytes: 65), "content-encoding: gzip\r\n"))
        #expect(errors.map(\.message) == Array(repeating: "The server's reply is larger than 64 MiB.", count: 3))
        #expect(errors.allSatisfy { $0.code == .badReply })
    }

    @Test func brokenCompressionIsNoReply() async throws {
        let bytes = Array(Packed.stored(Array(HostileReply.reply.utf8), "gzip").dropFirst(2))
        let errors = try await HostileReply.errors(HostileReply.json(bytes, "content-encoding: gzip\r\n"))
        #expect(errors.count == 3)
        for error in errors {
            #expect(error.code == .badReply)
            #expect(error.message.contains("cannot be unpacked"))
        }
    }
}
