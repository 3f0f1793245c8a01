import CloudComputeClient
import Foundation
import JSON
import LoopbackServer
import NIOCore
import NIOPosix
import Synchronization
import Testing

/// What servers do that the API does not promise, over real sockets.
@Suite(.timeLimit(.minutes(2))) struct HostileReplyTests {
    static let key = "cc-live-0123456789abcdef"
    static let request = ChatRequest(model: "m", messages: [ChatMessage(role: .user, text: "?")])
    static let delta = #"data: {"id":"c","model":"m","choices":[{"index":0,"delta":{"content":"Hello"}}]}"# + "\n\n"
    static let finish = #"data: {"choices":[{"index":0,"delta":{},"finish_reason":"stop"}]}"# + "\n\n"
    static let done = "data: [DONE]\n\n"
    static let reply =
        #"{"id":"c","model":"m","choices":[{"index":0,"message":{"content":"Hello"},"finish_reason":"stop"}]}"#

    /// Runs a body with a client of a server that gives one answer to every request.
    static func ask<Result: Sendable>(
        _ answer: LoopbackServer.Answer,
        _ change: @Sendable (inout CloudComputeClient.Configuration) -> Void = { _ in },
        _ body: @Sendable @escaping (CloudComputeClient) async throws -> Result
    ) async throws -> Result {
        try await LoopbackServer.serve { _ in
            answer
        } while: { [configuration = try configuration(change)] server in
            var configuration = configuration
            configuration.baseURL = try BaseURL(server.baseURL)
            let client = try CloudComputeClient(configuration)
            do {
                let result = try await body(client)
                await client.shutdown()
                return result
            } catch {
                await client.shutdown()
                throw error
            }
        }
    }

    private static func configuration(
        _ change: (inout CloudComputeClient.Configuration) -> Void
    ) throws -> CloudComputeClient.Configuration {
        var configuration = CloudComputeClient.Configuration(baseURL: try BaseURL("http://127.0.0.1"), apiKey: key)
        change(&configuration)
        return configuration
    }

    static func json(_ body: [UInt8], _ headers: String = "") -> LoopbackServer.Answer {
        let head =
            "HTTP/1.1 200 OK\r\ncontent-type: application/json\r\ncontent-length: \(body.count)\r\nconnection: close\r\n\(headers)\r\n"
        return .script([.text(head), .send(body)])
    }

    private static func text(_ client: CloudComputeClient) async throws -> String {
        var accumulator = ChatAccumulator()
        for try await event in try await client.stream(request) { accumulator.add(event) }
        return accumulator.reply.first.text
    }

    /// The error of a plain and of a streamed request.
    private static func errors(
        _ answer: LoopbackServer.Answer, _ change: @Sendable (inout CloudComputeClient.Configuration) -> Void = { _ in }
    ) async throws -> [CloudComputeError] {
        try await ask(answer, change) { client in
            var errors: [CloudComputeError] = []
            do { _ = try await client.complete(request) } catch let error as CloudComputeError { errors.append(error) }
            do { _ = try await text(client) } catch let error as CloudComputeError { errors.append(error) }
            do { _ = try await client.send(chatBody: Array("{}".utf8)).outcome.get() } catch let error
                as CloudComputeError
            { errors.append(error) }
            return errors
        }
    }

    // MARK: The end of a stream

    @Test(arguments: [
        [LoopbackServer.Step.hold], [.reset], [.text("garbage"), .send([0, 1, 2]), .hold],
        [.text(String(repeating: ": more\n", count: 100_000)), .hold], [],
    ])
    func aStreamIsDoneAtDoneWhateverFollows(rest: [LoopbackServer.Step]) async throws {
        let head = "HTTP/1.1 200 OK\r\ncontent-type: text/event-stream\r\ncontent-length: 99999999\r\n\r\n"
        let text = try await Self.ask(.script([.text(head + Self.delta + Self.finish + Self.done)] + rest)) {
            try await Self.text($0)
        }
        #expect(text == "Hello")
    }

    @Test func aStreamIsDoneAtDoneThoughNoChunkFollows() async throws {
        let stream = Self.delta + Self.finish + Self.done
        let answer =
            "HTTP/1.1 200 OK\r\ncontent-type: text/event-stream\r\ntransfer-encoding: chunked\r\n\r\n"
            + String(stream.utf8.count, radix: 16) + "\r\n\(stream)\r\nthis is no chunk\r\n"
        #expect(try await Self.ask(.script([.text(answer)])) { try await Self.text($0) } == "Hello")
    }

    @Test(arguments: ["-1", "1025", "9223372036854775807", "1e300"])
    func aChoiceOfAnImpossibleIndexIsTheOneAtItsPlace(index: String) async throws {
        let body = Self.reply.replacing("\"index\":0", with: "\"index\":\(index)")
        #expect(
            try await Self.ask(Self.json(Array(body.utf8))) { try await $0.complete(Self.request) }.first.text
                == "Hello")
    }

    @Test func aByteOrderMarkIsNoPartOfAReply() async throws {
        let answer = Self.json([0xEF, 0xBB, 0xBF] + Array(Self.reply.utf8))
        let (reply, raw) = try await Self.ask(answer) { client in
            (try await client.complete(Self.request), try await client.send(chatBody: Array("{}".utf8)))
        }
        #expect(reply.first.text == "Hello")
        #expect(raw.body == Array(Self.reply.utf8))
    }

    @Test func textWithoutEndIsNotReadToItsEnd() async throws {
        let head = "HTTP/1.1 200 OK\r\ncontent-type: text/plain\r\n\r\n"
        let text = String(repeating: "Hello there.\n", count: 5000)
        let error = try await Self.ask(.script([.text(head), .endlessText(text)])) { client in
            await #expect(throws: CloudComputeError.self) { try await Self.text(client) }
        }
        #expect(error?.code == .badReply)
        #expect(error?.message.contains("Hello there.") == true)
    }

    @Test func aRequestIDIsNotLongerThanAnID() async throws {
        let id = String(repeating: "i", count: 60_000)
        let answer = LoopbackServer.http(
            "500 Oops", type: "application/json", "{}", headers: "x-request-id: \(id)\r\n")
        for error in try await Self.errors(.close([answer])) { #expect(error.requestID?.count == 200) }
    }

    @Test func aStreamThatIsDoneLetsGoOfItsConnection() async throws {
        let head = "HTTP/1.1 200 OK\r\ncontent-type: text/event-stream\r\n\r\n"
        try await LoopbackServer.serve { _ in
            .hold([head + Self.delta + Self.done])
        } while: { server in
            let client = try CloudComputeClient(.init(baseURL: BaseURL(server.baseURL), apiKey: nil))
            #expect(try await Self.text(client) == "Hello")
            var closings = server.closedByClient.makeAsyncIterator()
            await closings.next()
            await client.shutdown()
        }
    }

    @Test func aStreamThatEndsWellLeavesItsConnectionToTheNext() async throws {
        let stream = Self.delta + Self.finish + Self.done
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
        var configuration = try Self.configuration { $0.maximumConnections = 1 }
        configuration.baseURL = try BaseURL("http://127.0.0.1:\(channel.localAddress?.port ?? 0)")
        let client = try CloudComputeClient(configuration)
        for _ in 0..<3 { #expect(try await Self.text(client) == "Hello") }
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
            let error = try await Self.ask(.script([.text(head + "400\r\n" + Self.delta)] + rest)) { client in
                await #expect(throws: CloudComputeError.self) { try await Self.text(client) }
            }
            #expect([.interrupted, .unreachable].contains(error?.code))
        }
    }

    // MARK: Forms

    @Test func aStreamThatNobodyAskedForBecomesOneObject() async throws {
        let stream = LoopbackServer.http("200 OK", type: "text/event-stream", Self.delta + Self.finish + Self.done)
        let answer = try await Self.ask(.close([stream])) { try await $0.send(chatBody: Array("{}".utf8)) }
        let json = try JSONValue(parsing: answer.body)
        #expect(json["object"]?.string == "chat.completion")
        #expect(try answer.outcome.get().first.text == "Hello")
        #expect(json["choices"]?.array?.first?["finish_reason"]?.string == "stop")
    }

    @Test(arguments: ["text/plain", "application/json", "text/event-stream", ""])
    func plainTextIsNoReplyAndIsNotAskedForAgain(type: String) async throws {
        let answer = LoopbackServer.http("200 OK", type: type, "Hello there.\nHow are you?\n")
        for error in try await Self.errors(.close([answer])) {
            #expect(error.code == .badReply)
            #expect(error.message.contains("\"Hello there.\""))
        }
    }

    @Test func bytesThatAreNotUTF8AreReplaced() async throws {
        let bytes = Array(Self.reply.replacing("Hello", with: "A").utf8)
        let broken = bytes.flatMap { $0 == UInt8(ascii: "A") ? [0xC3, 0x28, 0xFF] : [$0] }
        let answer = try await Self.ask(Self.json(broken)) { try await $0.send(chatBody: Array("{}".utf8)) }
        #expect(String(validating: answer.body, as: UTF8.self)?.contains("\u{FFFD}(\u{FFFD}") == true)
        #expect(try answer.outcome.get().first.text == "\u{FFFD}(\u{FFFD}")
    }

    @Test func anErrorWithStatus200CarriesWhatTheHeadersSay() async throws {
        let answer = Self.json(
            Array(#"{"error":{"message":"busy","code":429}}"#.utf8), "retry-after: 7\r\nx-request-id: r-1\r\n")
        let errors = try await Self.errors(answer)
        #expect(errors.count == 3)
        for error in errors {
            #expect(error.code == .rateLimited)
            #expect(error.retryAfter == .seconds(7))
            #expect(error.requestID == "r-1")
        }
    }

    // MARK: Compression

    @Test(arguments: ["gzip", "deflate"]) func packedRepliesAreUnpacked(encoding: String) async throws {
        let bytes = Packed.stored(Array(Self.reply.utf8), encoding)
        let answer = Self.json(bytes, "content-encoding: \(encoding)\r\n")
        let texts = try await Self.ask(answer) { client in
            [try await client.complete(Self.request).first.text, try await Self.text(client)]
        }
        #expect(texts == ["Hello", "Hello"])
    }

    @Test(arguments: ["br", "zstd", "gzip, gzip"]) func otherCompressionIsNamed(encoding: String) async throws {
        let errors = try await Self.errors(Self.json([0x1B, 0x0F, 0x00], "content-encoding: \(encoding)\r\n"))
        #expect(errors.count == 3)
        for error in errors {
            #expect(error.code == .badReply)
            #expect(error.message.contains("\"\(encoding)\""))
        }
    }

    @Test func aBombIsRefused() async throws {
        let errors = try await Self.errors(Self.json(Packed.bomb(megabytes: 65), "content-encoding: gzip\r\n"))
        #expect(errors.map(\.message) == Array(repeating: "The server's reply is larger than 64 MiB.", count: 3))
        #expect(errors.allSatisfy { $0.code == .badReply })
    }

    @Test func brokenCompressionIsNoReply() async throws {
        let bytes = Array(Packed.stored(Array(Self.reply.utf8), "gzip").dropFirst(2))
        for error in try await Self.errors(Self.json(bytes, "content-encoding: gzip\r\n")) {
            #expect(error.code == .badReply)
            #expect(error.message.contains("cannot be unpacked"))
        }
    }

    // MARK: Answers without end

    @Test func interimAnswersWithoutEndAreRefused() async throws {
        let errors = try await Self.errors(.script([.endlessText("HTTP/1.1 103 Early Hints\r\nlink: <a>\r\n\r\n")]))
        #expect(errors.count == 3)
        #expect(errors.allSatisfy { $0.code == .badReply })
    }

    @Test func commentsWithoutEndAreRefused() async throws {
        let comments = String(repeating: ": keep waiting\n", count: 1000)
        let errors = try await Self.errors(.script([.text(LoopbackServer.eventStreamHead), .endlessText(comments)]))
        #expect(errors.count == 3)
        #expect(errors.allSatisfy { $0.code == .badReply })
    }

    @Test func oneCommentNowAndThenIsNoReplyEither() async throws {
        let steps: [LoopbackServer.Step] = [
            .text(LoopbackServer.eventStreamHead), .endlessText(": wait\n\n", every: .milliseconds(5)),
        ]
        let error = try await Self.ask(.script(steps), { $0.requestTimeout = .milliseconds(200) }) { client in
            await #expect(throws: CloudComputeError.self) { try await Self.text(client) }
        }
        #expect(error?.code == .timedOut)
    }

    @Test func aReplyWithoutEndIsRefused() async throws {
        let delta = #"data: {"choices":[{"delta":{"reasoning_content":"\#(String(repeating: "x", count: 1 << 20))"}}]}"#
        let answer = LoopbackServer.Answer.script([
            .text(LoopbackServer.eventStreamHead), .endlessText(delta + "\n\n"),
        ])
        let error = try await Self.ask(answer) { client in
            await #expect(throws: CloudComputeError.self) {
                for try await _ in try await client.stream(Self.request) {}
            }
        }
        #expect(error?.message == "The server's reply is larger than 64 MiB.")
    }

    // MARK: The key

    @Test(arguments: ["400 Bad Request", "429 Too Many Requests", "500 Oops", "302 Found", "200 OK"])
    func theKeyIsInNothingThatAnErrorHolds(status: String) async throws {
        let body =
            #"{"error":{"message":"Bad key: Bearer \#(Self.key)\u0301","code":"\u0063\#(Self.key.dropFirst())"}}"#
        let answer = LoopbackServer.http(
            status, type: "application/json", body,
            headers: "x-request-id: \(Self.key)\r\nlocation: /?k=\(Self.key)\r\n")
        let errors = try await Self.errors(.close([answer]))
        #expect(errors.count == 3)
        for error in errors {
            var dumped = ""
            dump(error, to: &dumped)
            #expect(!(dumped + "\(error)").contains(Self.key.dropFirst(8)))
            #expect(error.requestID == "[the key]")
        }
        let raw = try await Self.ask(.close([answer])) { try await $0.send(chatBody: Array("{}".utf8)) }
        #expect(!String(decoding: raw.body, as: UTF8.self).contains(Self.key.dropFirst(8)))
    }

    @Test func theKeyIsInNoReply() async throws {
        let pieces = Self.key.map { #"data: {"choices":[{"index":0,"delta":{"content":"\#($0)"}}]}"# + "\n\n" }
        let bytes = Array((LoopbackServer.eventStreamHead + pieces.joined() + Self.finish + Self.done).utf8)
        let steps = stride(from: 0, to: bytes.count, by: 7).map {
            LoopbackServer.Step.send(Array(bytes[$0..<min($0 + 7, bytes.count)]))
        }
        let (text, body) = try await Self.ask(.script(steps)) { client in
            let streamed = try await client.sendStreaming(chatBody: Array("{}".utf8)).answer.body
            return (try await Self.text(client), String(decoding: streamed, as: UTF8.self))
        }
        #expect(text == "[the key]")
        #expect(body.contains(#""content":"[the key]""#))
    }
}

/// Compressed bytes, written by hand: stored as they are, and some that blow up.
enum Packed {
    private static let gzipHead: [UInt8] = [0x1F, 0x8B, 8, 0, 0, 0, 0, 0, 0, 0xFF]

    static func stored(_ bytes: [UInt8], _ encoding: String) -> [UInt8] {
        let count = UInt16(bytes.count)
        let block = [1, UInt8(count & 0xFF), UInt8(count >> 8), UInt8(~count & 0xFF), UInt8(~count >> 8)] + bytes
        if encoding == "gzip" { return gzipHead + block + reversed(crc(bytes)) + reversed(UInt32(count)) }
        var (a, b): (UInt32, UInt32) = (1, 0)
        for byte in bytes {
            a = (a + UInt32(byte)) % 65_521
            b = (b + a) % 65_521
        }
        return [0x78, 0x01] + block + reversed(b << 16 | a).reversed()
    }

    /// One blank, and then copies of 258 blanks in codes of 13 bits each.
    static func bomb(megabytes: Int) -> [UInt8] {
        var bytes: [UInt8] = gzipHead
        var (pending, size) = (0, 0)
        func put(_ bits: String) {
            for bit in bits.utf8 {
                pending |= (bit == UInt8(ascii: "1") ? 1 : 0) << size
                size += 1
                guard size == 8 else { continue }
                bytes.append(UInt8(pending))
                (pending, size) = (0, 0)
            }
        }
        put("110" + "01010000")
        for _ in 0..<(megabytes << 20) / 258 { put("11000101" + "00000") }
        put("0000000" + "0000000")
        return bytes + [0, 0, 0, 0, 0, 0, 0, 0]
    }

    private static func crc(_ bytes: [UInt8]) -> UInt32 {
        var sum = ~UInt32(0)
        for byte in bytes {
            sum ^= UInt32(byte)
            for _ in 0..<8 { sum = sum & 1 == 1 ? (sum >> 1) ^ 0xEDB8_8320 : sum >> 1 }
        }
        return ~sum
    }

    private static func reversed(_ number: UInt32) -> [UInt8] {
        (0..<4).map { UInt8(truncatingIfNeeded: number >> ($0 * 8)) }
    }
}
