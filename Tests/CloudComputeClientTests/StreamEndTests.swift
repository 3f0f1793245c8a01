import CloudComputeClient
import LoopbackServer
import NIOCore
import NIOPosix
import Synchronization
import Testing

/// How streams end, well or not.
@Suite(.timeLimit(.minutes(2))) struct StreamEndTests {
    @Test(arguments: [
        [LoopbackServer.Step.hold], [.reset], [.text("garbage"), .send([0, 1, 2]), .hold],
        [.text(String(repeating: ": more\n", count: 100_000)), .hold], [],
    ])
    func aStreamIsDoneAtDoneWhateverFollows(rest: [LoopbackServer.Step]) async throws {
        let head = "HTTP/1.1 200 OK\r\ncontent-type: text/event-stream\r\ncontent-length: 99999999\r\n\r\n"
        let text = try await HostileReply.ask(
            .script([.text(head + HostileReply.delta + HostileReply.finish + HostileReply.done)] + rest)
        ) {
            try await HostileReply.text($0)
        }
        #expect(text == "Hello")
    }

    @Test func aStreamIsDoneAtDoneThoughNoChunkFollows() async throws {
        let stream = HostileReply.delta + HostileReply.finish + HostileReply.done
        let answer =
            "HTTP/1.1 200 OK\r\ncontent-type: text/event-stream\r\ntransfer-encoding: chunked\r\n\r\n"
            + String(stream.utf8.count, radix: 16) + "\r\n\(stream)\r\nthis is no chunk\r\n"
        #expect(try await HostileReply.ask(.script([.text(answer)])) { try await HostileReply.text($0) } == "Hello")
    }

    @Test(arguments: ["-1", "1025", "9223372036854775807", "1e300"])
    func aChoiceOfAnImpossibleIndexIsTheOneAtItsPlace(index: String) async throws {
        let body = HostileReply.reply.replacing("\"index\":0", with: "\"index\":\(index)")
        #expect(
            try await HostileReply.ask(HostileReply.json(Array(body.utf8))) {
                try await $0.complete(HostileReply.request)
            }.first.text
                == "Hello")
    }

    @Test func aByteOrderMarkIsNoPartOfAReply() async throws {
        let answer = HostileReply.json([0xEF, 0xBB, 0xBF] + Array(HostileReply.reply.utf8))
        let (reply, raw) = try await HostileReply.ask(answer) { client in
            (try await client.complete(HostileReply.request), try await client.send(chatBody: Array("{}".utf8)))
        }
        #expect(reply.first.text == "Hello")
        #expect(raw.body == Array(HostileReply.reply.utf8))
    }

    @Test func textWithoutEndIsNotReadToItsEnd() async throws {
        let head = "HTTP/1.1 200 OK\r\ncontent-type: text/plain\r\n\r\n"
        let text = String(repeating: "Hello there.\n", count: 5000)
        let error = try await HostileReply.ask(.script([.text(head), .endlessText(text)])) { client in
            await #expect(throws: CloudComputeError.self) { try await HostileReply.text(client) }
        }
        #expect(error?.code == .badReply)
        #expect(error?.message.contains("Hello there.") == true)
    }

    @Test func aRequestIDIsNotLongerThanAnID() async throws {
        let id = String(repeating: "i", count: 60_000)
        let answer = LoopbackServer.http(
            "500 Oops", type: "application/json", "{}", headers: "x-request-id: \(id)\r\n")
        let errors = try await HostileReply.errors(.close([answer]))
        #expect(errors.map(\.requestID?.count) == [200, 200, 200])
    }

    @Test func aStreamThatIsDoneLetsGoOfItsConnection() async throws {
        let head = "HTTP/1.1 200 OK\r\ncontent-type: text/event-stream\r\n\r\n"
        try await LoopbackServer.serve { _ in
            .hold([head + HostileReply.delta + HostileReply.done])
        } while: { server in
            let client = try CloudComputeClient(.init(baseURL: BaseURL(server.baseURL), apiKey: nil))
            #expect(try await HostileReply.text(client) == "Hello")
            var closings = server.closedByClient.makeAsyncIterator()
            await closings.next()
            await client.shutdown()
        }
    }

    @Test func aStreamThatEndsWellLeavesItsConnectionToTheNext() async throws {
        let stream = HostileReply.delta + HostileReply.finish + HostileReply.done
        let answer =
            "HTTP/1.1 200 OK\r\ncontent-type: text/event-stream\r\ntransfer-encoding: chunked\r\n\r\n"
            + String(stream.utf8.count, radix: 16) + "\r\n\(stream)\r\n0\r\n\r\n"
        let connections = Counter()
        let channel = try await ServerBootstrap(group: .singletonMultiThreadedEventLoopGroup)
            .childChannelInitializer { child in
                connections.count.withLock { $0 += 1 }
                return child.eventLoop.makeCompletedFuture {
                    try child.pipeline.syncOperations.addHandler(Answering(Array(repeating: answer, count: 9)))
                }
            }
            .bind(host: "127.0.0.1", port: 0).get()
        var configuration = try HostileReply.configuration { $0.maximumConnections = 1 }
        configuration.baseURL = try BaseURL("http://127.0.0.1:\(channel.localAddress?.port ?? 0)")
        let client = try CloudComputeClient(configuration)
        for _ in 0..<3 { #expect(try await HostileReply.text(client) == "Hello") }
        await client.shutdown()
        try await channel.close()
        #expect(connections.count.withLock { $0 } == 1)
    }

    private final class Counter: Sendable {
        let count = Mutex(0)
    }

    @Test func aStreamThatIsCutBeforeItsEndIsInterrupted() async throws {
        let head = "HTTP/1.1 200 OK\r\ncontent-type: text/event-stream\r\ntransfer-encoding: chunked\r\n\r\n"
        for rest in [[], [LoopbackServer.Step.reset]] {
            let error = try await HostileReply.ask(.script([.text(head + "400\r\n" + HostileReply.delta)] + rest)) {
                client in
                await #expect(throws: CloudComputeError.self) { try await HostileReply.text(client) }
            }
            #expect([.interrupted, .unreachable].contains(error?.code))
        }
    }
}
