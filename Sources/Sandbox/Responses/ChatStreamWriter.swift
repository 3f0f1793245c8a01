import HTTPTypes
import Hummingbird
import NIOCore

/// Sends a reply as server-sent events, as slowly as the faults say, and cuts it off where they do.
struct ChatStreamWriter: Sendable {
    /// Who waits between the tokens.
    enum Route: Sendable {
        /// The task of the request, by any clock.
        case task
        /// The event loop of the connection, which has to be a socket's.
        case eventLoop
    }

    /// Thrown to drop the connection in the middle of a reply.
    private struct Cut: Error {}

    /// What need not wait goes out in pieces of this size, in bytes.
    static let writeSize = 16_384

    let steps: ChatStreamSteps
    let latency: LatencySimulator
    let route: Route
    let channel: any Channel

    var response: Response {
        Response(
            status: .ok, headers: [.contentType: "text/event-stream; charset=utf-8", .cacheControl: "no-cache"],
            body: ResponseBody { writer in
                switch route {
                case .eventLoop where latency.isPaced:
                    try await EventLoopStreamWriter.send(steps, over: channel)
                default: try await write(to: &writer)
                }
                if steps.isCut { throw Cut() }
                try await writer.finish(nil)
            })
    }

    @concurrent private func write(to writer: inout any ResponseBodyWriter) async throws {
        var buffer = ByteBuffer()
        for step in steps {
            if step.pause > .zero || buffer.readableBytes >= Self.writeSize {
                if buffer.readableBytes > 0 { try await writer.write(buffer) }
                buffer = ByteBuffer()
                try await latency.sleep(step.pause)
            }
            steps.write(step.event, to: &buffer)
        }
        if buffer.readableBytes > 0 { try await writer.write(buffer) }
    }
}
