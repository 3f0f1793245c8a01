import CloudComputeClient
import LoopbackServer
import Synchronization
import Testing

/// Connections over which chats go one after another.
@Suite(.timeLimit(.minutes(1))) struct KeptConnectionTests {
    private static let reply = #"{"choices":[{"index":0,"message":{"content":"Hello"},"finish_reason":"stop"}]}"#

    private static func json(_ body: String = reply, _ headers: String = "", behind rest: String = "")
        -> [LoopbackServer.Step]
    {
        [
            .text(
                "HTTP/1.1 200 OK\r\ncontent-type: application/json\r\n\(headers)content-length: \(body.utf8.count)\r\n\r\n\(body)\(rest)"
            )
        ]
    }

    private static func chunks(_ pieces: [String], _ headers: String = "", end: String = "0\r\n\r\n") -> [LoopbackServer
        .Step]
    {
        let head = "HTTP/1.1 200 OK\r\ncontent-type: text/event-stream\r\n\(headers)transfer-encoding: chunked\r\n\r\n"
        return [.text(head)] + pieces.map { .text("\(String($0.utf8.count, radix: 16))\r\n\($0)\r\n") } + [.text(end)]
    }

    private static let stream = [HostileReply.delta, HostileReply.finish, HostileReply.done]

    /// Runs a body with a client of a server that gives the answers in turn, and returns the requests that came.
    private static func talk(
        _ answers: [LoopbackServer.Answer], limit: Int = 8,
        _ arrival: AsyncStream<Void>.Continuation? = nil,
        _ body: @Sendable @escaping (CloudComputeClient) async throws -> Void
    ) async throws -> [LoopbackServer.Request] {
        let requests = Requests()
        try await LoopbackServer.serve { request in
            let count = requests.add(request)
            arrival?.yield()
            return count <= answers.count ? answers[count - 1] : .keep(json())
        } while: { server in
            var configuration = try HostileReply.configuration { $0.maximumConnections = limit }
            configuration.baseURL = try BaseURL(server.baseURL)
            try await CloudComputeClient.use(configuration, body)
        }
        return requests.all
    }

    private final class Requests: Sendable {
        private let requests = Mutex<[LoopbackServer.Request]>([])

        var all: [LoopbackServer.Request] { requests.withLock { $0 } }

        func add(_ request: LoopbackServer.Request) -> Int {
            requests.withLock {
                $0.append(request)
                return $0.count
            }
        }
    }

    private static func text(_ client: CloudComputeClient, _ body: String = "{}") async throws -> String {
        try await client.send(chatBody: Array(body.utf8)).outcome.get().first.text
    }

    @Test func chatsShareAConnectionAndDifferInWhatTheyAskFor() async throws {
        let long = #"{"prompt":""# + String(repeating: "x", count: 100_000) + #""}"#
        let requests = try await Self.talk([.keep(Self.json()), .keep(Self.json()), .keep(Self.chunks(Self.stream))]) {
            (client) async throws in
            #expect(try await Self.text(client) == "Hello")
            #expect(try await Self.text(client, long) == "Hello")
            #expect(try await HostileReply.text(client) == "Hello")
        }
        #expect(requests.map(\.connection) == [0, 0, 0] && requests[1].body == Array(long.utf8))
        #expect(requests.map { $0.header("accept") } == ["application/json", "application/json", "text/event-stream"])
        func rest(_ request: LoopbackServer.Request) -> [Substring] {
            request.head.split(separator: "\r\n").filter {
                !$0.hasPrefix("accept:") && !$0.lowercased().hasPrefix("content-length:")
            }
        }
        #expect(requests.allSatisfy { rest($0) == rest(requests[0]) && $0.header("authorization") != nil })
    }

    @Test(arguments: [
        chunks(stream, "content-encoding: identity\r\n"), chunks(stream, end: "0\r\nx-a: b\r\n\r\n"),
        json(reply, "connection: keep-alive, x\r\n"),
        [.text("HTTP/1.1 100 Continue\r\n\r\n")] + json(),
        [.text("HTTP/1.1 200 OK\r\ncontent-le"), .text("ngth: \(reply.utf8.count)\r\n\r\n\(reply)")],
        json(reply, "x-a: \u{e9}\r\n"),
    ]) func anUnusualAnswerIsReadAsWell(steps: [LoopbackServer.Step]) async throws {
        let requests = try await Self.talk([.keep(Self.json()), .keep(steps), .keep(steps)]) { (client) async throws in
            for _ in 0..<5 { #expect(try await Self.text(client) == "Hello") }
        }
        #expect(requests.count == 5 && requests.allSatisfy { $0.connection == 0 })
    }

    @Test func aServerThatSpeaksUnaskedIsLeft() async throws {
        let requests = try await Self.talk([.keep(Self.json(behind: "HTTP/1.1 200 OK\r\n"))]) {
            (client) async throws in
            for _ in 0..<2 { #expect(try await Self.text(client) == "Hello") }
        }
        #expect(requests.map(\.connection) == [0, 1])
    }

    @Test func anAnswerThatBreaksOffIsNoneAndTheNextGoesOn() async throws {
        let cut = [
            [LoopbackServer.Step.text("HTTP/1.1 200 OK\r\ncontent-length: 500\r\n\r\n\(Self.reply)")],
            Self.chunks([Self.reply], end: ""), [.text("HTTP/1.1 200 OK\r\ncontent-le")],
        ]
        for steps in cut {
            _ = try await Self.talk([.keep(Self.json()), .script(steps)]) { (client) async throws in
                #expect(try await Self.text(client) == "Hello")
                let error = await #expect(throws: CloudComputeError.self) { try await Self.text(client) }
                #expect(error?.code == .interrupted && error?.message.contains("before the reply was complete") == true)
                #expect(try await Self.text(client) == "Hello")
            }
        }
    }

    @Test func aChunkThatIsTooLongIsNoHTTP() async throws {
        let steps = [
            LoopbackServer.Step.text("HTTP/1.1 200 OK\r\ntransfer-encoding: chunked\r\n\r\n2\r\n{}xx\r\n0\r\n\r\n")
        ]
        _ = try await Self.talk([.keep(Self.json()), .keep(steps)]) { (client) async throws in
            #expect(try await Self.text(client) == "Hello")
            let error = await #expect(throws: CloudComputeError.self) { try await Self.text(client) }
            #expect(error?.code == .badReply && error?.message.contains("does not speak HTTP") == true)
        }
    }

    @Test func oneConnectionServesAllThatWait() async throws {
        let requests = try await Self.talk([], limit: 1) { (client) async throws in
            let texts = try await withThrowingTaskGroup(of: String.self) { group in
                for _ in 0..<20 { group.addTask { try await Self.text(client) } }
                return try await group.reduce(into: []) { $0.append($1) }
            }
            #expect(texts == Array(repeating: "Hello", count: 20))
        }
        #expect(requests.count == 20 && requests.allSatisfy { $0.connection == 0 })
    }

    @Test func whoeverStopsWaitingTakesNoConnection() async throws {
        let (arrivals, arrival) = AsyncStream.makeStream(of: Void.self)
        _ = try await Self.talk([.hold([])], limit: 1, arrival) { (client) async throws in
            await withThrowingTaskGroup(of: Void.self) { group in
                for _ in 0..<3 { group.addTask { _ = try await Self.text(client) } }
                for await _ in arrivals { break }
                group.cancelAll()
                while let result = await group.nextResult() {
                    // One that is told later than the first may get its connection and its answer.
                    guard case .failure(let error) = result else { continue }
                    #expect((error as? CloudComputeError)?.code == .cancelled)
                }
            }
            #expect(try await Self.text(client) == "Hello")
        }
    }

    @Test(arguments: [true, false]) func thousandsMayStopWaitingAtOnce(isShutDown: Bool) async throws {
        let (arrivals, arrival) = AsyncStream.makeStream(of: Void.self)
        _ = try await Self.talk([.hold([])], limit: 1, arrival) { client in
            await withTaskGroup(of: Bool.self) { group in
                for _ in 0..<5000 { group.addTask { (try? await Self.text(client)) == nil } }
                for await _ in arrivals { break }
                if isShutDown { await client.shutdown() } else { group.cancelAll() }
                // Some may be answered meanwhile; all of them end.
                #expect(await group.reduce(0) { $0 + ($1 ? 1 : 0) } > 2500)
            }
        }
    }

    @Test func otherRequestsFindAConnectionBesideThoseKeptForChats() async throws {
        let list = Self.json(#"{"data":[{"id":"m"}]}"#)
        _ = try await Self.talk([.keep(Self.json()), .keep(list), .keep(Self.json())], limit: 1) {
            (client) async throws in
            #expect(try await Self.text(client) == "Hello")
            let models = try await client.models().models
            #expect(models.map(\.id) == ["m"])
            #expect(try await Self.text(client) == "Hello")
        }
    }

    @Test(arguments: [nil, 400, 1400]) func chatsShareAConnectionOverTLS(size: Int?) async throws {
        func answer(_ text: String) -> String {
            let body = Self.reply.replacing("Hello", with: text)
            return "HTTP/1.1 200 OK\r\ncontent-length: \(body.utf8.count)\r\n\r\n\(body)"
        }
        let text = String(repeating: "long", count: 1000)
        // After its last answer the server closes, maybe before all of it has gone out.
        try await TLSServer.serve("good", answer("\(text)1"), answer("\(text)2"), answer("3"), inPiecesOf: size) {
            (port) async throws in
            var configuration = CloudComputeClient.Configuration(
                baseURL: try BaseURL("https://localhost:\(port)/v1"), apiKey: nil)
            configuration.caFile = try TLSServer.path("authority")
            try await CloudComputeClient.use(configuration) { (client) async throws in
                for number in 1...2 { #expect(try await Self.text(client) == "\(text)\(number)") }
            }
        }
    }
}
