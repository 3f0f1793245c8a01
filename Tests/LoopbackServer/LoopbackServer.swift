import NIOCore
import NIOPosix

/// A server on 127.0.0.1 that answers each connection with bytes a test chose, down to where it cuts them off.
public struct LoopbackServer: Sendable {
    /// One request as it came: head and body, not interpreted.
    public struct Request: Sendable {
        /// The request line and the headers.
        public var head: String
        /// The body, as long as `Content-Length` says.
        public var body: [UInt8]
        /// Which of the server's connections it came over, from 0.
        public var connection = 0

        /// The method and path of the request line.
        public var route: String {
            head.split(separator: "\r\n").first?.split(separator: " ").prefix(2).joined(separator: " ") ?? ""
        }

        /// The value of a header, whatever its case.
        public func header(_ name: String) -> String? {
            for line in head.split(separator: "\r\n").dropFirst() {
                let parts = line.split(separator: ":", maxSplits: 1)
                if parts.count == 2, parts[0].lowercased() == name.lowercased() {
                    return String(parts[1]).trimmingSpaces
                }
            }
            return nil
        }
    }

    /// What to answer.
    public enum Answer: Sendable {
        /// Sends the bytes piece by piece and closes the connection.
        case close([String])
        /// Sends the bytes and keeps the connection open until the client closes it.
        case hold([String])
        /// Goes through the steps one by one, then closes the connection.
        case script([Step])
        /// Goes through the steps one by one and waits for the next request.
        case keep([Step])
    }

    /// The port it listens on.
    public let port: Int
    /// Yields once for each connection that the client closed while it was held.
    public let closedByClient: AsyncStream<Void>

    /// The base URL for a client.
    public var baseURL: String { "http://127.0.0.1:\(port)/api/v1" }

    /// Serves while the body runs.
    public static func serve<Result: Sendable>(
        _ handler: @escaping @Sendable (Request) -> Answer,
        while body: @Sendable @escaping (LoopbackServer) async throws -> Result
    ) async throws -> Result {
        let channel = try await ServerBootstrap(group: .singletonMultiThreadedEventLoopGroup)
            .serverChannelOption(.socketOption(.so_reuseaddr), value: 1)
            .bind(host: "127.0.0.1", port: 0) { child in
                child.eventLoop.makeCompletedFuture {
                    try NIOAsyncChannel<ByteBuffer, ByteBuffer>(
                        wrappingChannelSynchronously: child,
                        configuration: .init(isOutboundHalfClosureEnabled: true))
                }
            }
        let (closed, continuation) = AsyncStream.makeStream(of: Void.self)
        let server = LoopbackServer(port: channel.channel.localAddress?.port ?? 0, closedByClient: closed)
        return try await withThrowingTaskGroup(of: Result?.self) { group in
            group.addTask {
                try await withThrowingDiscardingTaskGroup { connections in
                    try await channel.executeThenClose { inbound in
                        var count = 0
                        for try await connection in inbound {
                            connections.addTask { [count] in
                                // A connection that the client drops is part of what is tested.
                                try? await Self.serve(connection, count, handler, continuation)
                            }
                            count += 1
                        }
                    }
                    connections.cancelAll()
                }
                return nil
            }
            group.addTask {
                // Connections that have just come in are lost, and NIO stops the process, where serving is cancelled.
                do {
                    let result = try await body(server)
                    try? await channel.channel.close()
                    return result
                } catch {
                    try? await channel.channel.close()
                    throw error
                }
            }
            defer { group.cancelAll() }
            var last: Result?
            while let result = try await group.next() { last = result ?? last }
            if let last { return last }
            throw CancellationError()
        }
    }

    private static func serve(
        _ connection: NIOAsyncChannel<ByteBuffer, ByteBuffer>, _ number: Int, _ handler: @Sendable (Request) -> Answer,
        _ closed: AsyncStream<Void>.Continuation
    ) async throws {
        try await connection.executeThenClose { inbound, outbound in
            var received: [UInt8] = []
            var iterator = inbound.makeAsyncIterator()
            while let chunk = try await iterator.next() {
                received.append(contentsOf: chunk.readableBytesView)
                guard var request = Request(received) else { continue }
                request.connection = number
                received = []
                let answer = handler(request)
                switch answer {
                case .close(let pieces):
                    for piece in pieces { try await outbound.write(ByteBuffer(string: piece)) }
                    return
                case .hold(let pieces):
                    do {
                        // The client may be gone before all is written.
                        for piece in pieces { try await outbound.write(ByteBuffer(string: piece)) }
                        while try await iterator.next() != nil {}
                    } catch is CancellationError {
                        return
                    } catch {}
                    closed.yield()
                    return
                case .script(let steps), .keep(let steps):
                    for step in steps {
                        switch step {
                        case .hold: while try await iterator.next() != nil {}
                        default: try await step.perform(on: connection.channel)
                        }
                    }
                    if case .script = answer { return }
                }
            }
        }
    }

    /// A whole HTTP answer with a body.
    public static func http(_ status: String, type: String, _ body: String, headers: String = "") -> String {
        "HTTP/1.1 \(status)\r\ncontent-type: \(type)\r\ncontent-length: \(body.utf8.count)\r\nconnection: close\r\n"
            + headers + "\r\n" + body
    }

    /// The head of an event stream that ends with the connection.
    public static let eventStreamHead =
        "HTTP/1.1 200 OK\r\ncontent-type: text/event-stream\r\nconnection: close\r\n\r\n"
}

extension LoopbackServer.Request {
    /// Reads a request; `nil` until it is whole.
    init?(_ bytes: [UInt8]) {
        guard let end = bytes.firstRange(of: Array("\r\n\r\n".utf8)) else { return nil }
        head = String(decoding: bytes[..<end.lowerBound], as: UTF8.self)
        body = Array(bytes[end.upperBound...])
        if let length = header("content-length").flatMap({ Int($0) }), body.count < length { return nil }
    }
}

extension String {
    fileprivate var trimmingSpaces: String {
        String(drop { $0 == " " }.reversed().drop { $0 == " " }.reversed())
    }
}
