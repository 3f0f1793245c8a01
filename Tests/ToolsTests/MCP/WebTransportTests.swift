import CloudComputeClient
import JSON
import LoopbackServer
import Synchronization
import Testing

@testable import Tools

@Suite(.timeLimit(.minutes(1))) struct WebTransportTests {
    private static func connection(
        _ port: Int, headers: [ServerEntry.Variable] = [], limits: MCPClientState.Limits = .init()
    ) -> MCPConnection {
        MCPConnection(isProcess: false, limits: limits, notice: { _ in }) { () throws(ServerFailure) in
            do throws(ServerProblem) {
                return try WebTransport(
                    url: "http://127.0.0.1:\(port)/mcp", headers: headers, ["TOKEN": "t0ken"], ToolWebOptions())
            } catch {
                throw .configuration(error)
            }
        }
    }

    private static func tool(_ name: String, _ connection: MCPConnection) async throws -> MCPTool {
        try #require(try await connection.tools().get().first { $0.name == name })
    }

    @Test(arguments: ["http_2025-11-25_mcp1", "http_2025-11-25_mcp2"])
    func aSessionIsKeptAndEnded(name: String) async throws {
        let transcript = try HTTPTranscript(name)
        try await LoopbackServer.serve(transcript.answer) { server in
            let connection = Self.connection(server.port, headers: [.init(name: "X-Token", value: "Bearer ${TOKEN}")])
            let add = try await Self.tool("add", connection)
            #expect(await connection.call(add, ["a": 2, "b": 3]) { _ in } == .result(.done, "5"))
            let slow = try await Self.tool("slow", connection)
            let progress = Mutex(0)
            #expect(await connection.call(slow, [:]) { _ in progress.withLock { $0 += 1 } } == .result(.done, "done"))
            #expect(progress.withLock { $0 } > 0)
            await connection.end()
        }
        let requests = transcript.requests
        #expect(
            requests.first?.header("mcp-session-id") == nil && requests.first?.header("mcp-protocol-version") == nil)
        let sessions = Set(requests.dropFirst().map { $0.header("mcp-session-id") })
        #expect(sessions.count == 1 && sessions.first != .some(nil))
        #expect(requests.dropFirst().allSatisfy { $0.header("mcp-protocol-version") == "2025-11-25" })
        #expect(requests.allSatisfy { $0.header("x-token") == "Bearer t0ken" && $0.header("authorization") == nil })
        #expect(requests.last?.route == "DELETE /mcp")
    }

    @Test(arguments: ["http_2026-07-28_mcp2", "http_2026-07-28_fastmcp4"])
    func theStatelessEraNamesMethodAndToolInHeaders(name: String) async throws {
        let transcript = try HTTPTranscript(name)
        try await LoopbackServer.serve(transcript.answer) { server in
            let connection = Self.connection(server.port)
            let add = try await Self.tool("add", connection)
            let outcome = await connection.call(add, ["a": 2, "b": 3]) { _ in }
            #expect(outcome == .result(.done, "5"))
            await connection.end()
        }
        let modern = transcript.requests.dropFirst()
        #expect(modern.map { $0.header("mcp-method") } == ["server/discover", "tools/list", "tools/call"])
        #expect(modern.allSatisfy { $0.header("mcp-protocol-version") == "2026-07-28" })
        #expect(modern.last?.header("mcp-name") == "add")
        #expect(modern.allSatisfy { $0.header("mcp-session-id") == nil })
    }

    @Test func aStreamThatTheServerClosesIsTakenUpAgain() async throws {
        let transcript = try HTTPTranscript("http_2025-11-25_resumed_stream_mcp2")
        try await LoopbackServer.serve { request in
            let list = #"{"jsonrpc":"2.0","id":2,"result":{"tools":[{"name":"poll"}]}}"#
            guard String(decoding: request.body, as: UTF8.self).contains("tools/list") else {
                return transcript.answer(request)
            }
            return .close([
                "HTTP/1.1 200 OK\r\nContent-Type: application/json\r\nContent-Length: \(list.utf8.count)\r\n\r\n\(list)"
            ])
        } while: { server in
            let connection = Self.connection(server.port)
            let poll = try await Self.tool("poll", connection)
            let outcome = await connection.call(poll, [:]) { _ in }
            #expect(outcome == .result(.done, "done after the connection was closed"))
            await connection.end()
        }
        let get = transcript.requests.first { $0.route == "GET /mcp" }
        #expect(get?.header("last-event-id") == "3")
    }

    @Test func aCallThatIsCancelledClosesItsConnection() async throws {
        let (calls, call) = AsyncStream.makeStream(of: Void.self)
        try await LoopbackServer.serve { request in
            let body = String(decoding: request.body, as: UTF8.self)
            func answer(_ json: String) -> LoopbackServer.Answer {
                .close([
                    "HTTP/1.1 200 OK\r\nContent-Type: application/json\r\nContent-Length: \(json.utf8.count)\r\n\r\n\(json)"
                ])
            }
            if body.contains("\"initialize\"") { return answer(#"{"id":1,"error":{"code":-32022,"message":"no"}}"#) }
            if body.contains("server/discover") {
                return answer(#"{"id":2,"result":{"supportedVersions":["2026-07-28"]}}"#)
            }
            if body.contains("tools/list") { return answer(#"{"id":3,"result":{"tools":[{"name":"hang"}]}}"#) }
            call.yield()
            return .hold(["HTTP/1.1 200 OK\r\nContent-Type: text/event-stream\r\n\r\n: ping\n\n"])
        } while: { server in
            let connection = Self.connection(server.port)
            let hang = try await Self.tool("hang", connection)
            let task = Task { await connection.call(hang, [:]) { _ in } }
            for await _ in calls { break }
            task.cancel()
            #expect(await task.value == .interrupted)
            for await _ in server.closedByClient { break }
            await connection.end()
        }
    }

    @Test(arguments: [
        ("", ""), ("a b", "a b"), (" a", "=?base64?IGE=?="), ("é", "=?base64?w6k=?="),
        ("a\r\nb", "=?base64?YQ0KYg==?="),
        ("=?base64?x?=", "=?base64?PT9iYXNlNjQ/eD89?="),
    ])
    func valuesThatHeadersCannotHoldAreEncoded(value: String, header: String) {
        #expect(WebHeaders.encoded(value) == header)
    }
}
