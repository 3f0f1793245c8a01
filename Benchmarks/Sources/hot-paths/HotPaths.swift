import CloudComputeClient
import Foundation
import ServerSentEvents

@testable import Batch

/// Runs one of the paths that each token or request takes, so often; what a turn takes is the difference of two counts.
///
/// Usage: hot-paths sse|delta|result-line COUNT; for `valgrind --tool=callgrind`, see `instructions.py`.
@main
enum HotPaths {
    static func main() throws {
        let arguments = CommandLine.arguments
        guard arguments.count == 3, let count = Int(arguments[2]) else { return usage() }
        switch arguments[1] {
        case "sse": print(try parse(count))
        case "delta": print(try decode(count))
        case "result-line": print(write(count))
        case "sse-speed": print(try speed(count))
        default: usage()
        }
    }

    private static func usage() {
        print("usage: hot-paths sse|delta|result-line|sse-speed COUNT")
        exit(64)
    }

    /// One event as servers send them, its number in its text.
    private static func event(_ number: Int) -> String {
        let delta = #"{"index":0,"delta":{"content":" word\#(number % 10)"},"finish_reason":null}"#
        return """
            data: {"id":"chatcmpl-1","object":"chat.completion.chunk","created":1,"model":"m","choices":[\(delta)]}\n\n
            """
    }

    /// The events in pieces of the size that one read of a socket gives.
    private static func pieces(_ count: Int) -> [[UInt8]] {
        let bytes = Array((0..<count).map(event).joined().utf8)
        return stride(from: 0, to: bytes.count, by: 8192).map { Array(bytes[$0..<min(bytes.count, $0 + 8192)]) }
    }

    private struct Counter: ServerSentEventSink {
        var size = 0

        mutating func receive(type: Span<UInt8>, data: Span<UInt8>, lastEventID: String) throws { size += data.count }
    }

    private static func parse(_ count: Int) throws -> Int {
        var (parser, counter) = (ServerSentEventParser(), Counter())
        for piece in pieces(count) { try parser.push(piece.span, into: &counter) }
        return counter.size
    }

    /// Gigabytes a second.
    private static func speed(_ count: Int) throws -> Double {
        let pieces = pieces(count)
        var size = 0
        let clock = ContinuousClock()
        let times = try (0..<20).map { _ in
            var (parser, counter) = (ServerSentEventParser(), Counter())
            let start = clock.now
            for piece in pieces { try parser.push(piece.span, into: &counter) }
            size += counter.size
            return (clock.now - start) / .seconds(1)
        }
        guard size > 0, let least = times.min() else { return 0 }
        return Double(pieces.reduce(0) { $0 + $1.count }) / least / 1e9
    }

    private static func decode(_ count: Int) throws -> Int {
        var decoder = ChatStreamDecoder(contentType: "text/event-stream")
        var (events, size): ([ChatEvent], Int) = ([], 0)
        for piece in pieces(count) {
            events.removeAll(keepingCapacity: true)
            try decoder.push(piece.span, into: &events)
            for case .text(let text, _) in events { size += text.utf8.count }
        }
        return size
    }

    private static func write(_ count: Int) -> Int {
        let reply = #"""
            {"id":"c","object":"chat.completion","created":1,"model":"m","choices":[{"index":0,"message":{"role":"assistant",\#
            "content":"A short answer, as models give them."},"finish_reason":"stop"}],\#
            "usage":{"prompt_tokens":9,"completion_tokens":8,"total_tokens":17}}
            """#
        let answer = RawChatResponse(
            statusCode: 200, requestID: "req-1", retryAfter: nil, rateLimit: nil, body: Array(reply.utf8))
        let timings = BatchTimings(sentAt: 1_795_392_000.25, latency: .milliseconds(412), attempts: 1)
        var size = 0
        for number in 0..<count {
            let request = BatchRequest(customID: "in:\(number)", body: Array("{}".utf8))
            let outcome = BatchOutcome(
                request: request, identity: RequestFingerprint(request), answer: answer, result: answer.outcome,
                timings: timings)
            size += ResultLine.bytes(outcome).count
        }
        return size
    }
}
