import CloudComputeClient
import Foundation
import JSON
import Synchronization

@testable import Batch

/// A folder of its own with an input file in it, and what was sent from it.
final class Scene: Sendable {
    let folder: URL
    let sent = Mutex<[String]>([])

    init() throws {
        folder = FileManager.default.temporaryDirectory.appendingPathComponent(UUID().uuidString)
        try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
    }

    deinit { try? FileManager.default.removeItem(at: folder) }

    func path(_ name: String) -> String { folder.appendingPathComponent(name).path }

    func write(_ text: String, to name: String = "in.jsonl") throws {
        try Data(text.utf8).write(to: URL(fileURLWithPath: path(name)))
    }

    func read(_ name: String) throws -> String {
        try String(contentsOfFile: path(name), encoding: .utf8)
    }

    func lines(_ name: String = "out.jsonl") throws -> [JSONValue] {
        try read(name).split(separator: "\n").map { try JSONValue(parsing: String($0)) }
    }

    func run(
        concurrency: Int = 4, badLines: BatchRun.BadLines = .fail, inputs: [String] = ["in.jsonl"],
        output: String = "out.jsonl", attempts: Int = 1,
        limits: BatchLimits? = nil, rerunsChanged: Bool = false, model: String = "m",
        progress: BatchProgress = BatchProgress(),
        stops: AsyncStream<StopRequest> = AsyncStream { $0.finish() },
        answer: @escaping @Sendable (String) async throws -> RawChatResponse = { _ in Scene.reply("ok") }
    ) async throws -> BatchSummary {
        var form = RequestBuilder()
        form.standardModel = model
        var limits = limits ?? BatchLimits()
        limits.concurrency = .fixed(concurrency)
        limits.maximumAttempts = attempts
        limits.firstBackoff = .zero
        var run = BatchRun(
            inputs: inputs.map { $0 == "-" ? $0 : path($0) }, output: path(output), form: form,
            limits: limits, badLines: badLines)
        run.approvesSuperseding = { _ in rerunsChanged }
        return try await run.run(progress: progress, stops: stops) { body, _ in
            let text = String(decoding: body, as: UTF8.self)
            self.sent.withLock { $0.append(text) }
            return BatchResponse(try await answer(text))
        }
    }

    static func reply(_ text: String, status: Int = 200) -> RawChatResponse {
        let body = """
            {"id": "c",
             "choices": [{"index": 0, "message": {"content": "\(text)"}, "finish_reason": "stop"}],
             "usage": {"prompt_tokens": 2, "completion_tokens": 3}}
            """
        return RawChatResponse(statusCode: status, requestID: "r", retryAfter: nil, body: Array(body.utf8))
    }

    static func refusal(_ status: Int, _ message: String) -> RawChatResponse {
        RawChatResponse(
            statusCode: status, requestID: nil, retryAfter: nil,
            body: Array(#"{"error":{"message":"\#(message)"}}"#.utf8))
    }
}

/// Lets callers pass together once a number of them has come, and then freely.
final class Gate: Sendable {
    private struct State {
        var waiting: [CheckedContinuation<Void, Never>] = []
        var inside = 0
        var most = 0
        var isOpen = false
    }

    private let state = Mutex(State())
    private let opensAt: Int

    init(opensAt: Int) {
        self.opensAt = opensAt
    }

    var most: Int { state.withLock { $0.most } }

    func pass() async {
        await withCheckedContinuation { continuation in
            let ready = state.withLock { state -> [CheckedContinuation<Void, Never>] in
                state.inside += 1
                state.most = max(state.most, state.inside)
                if state.isOpen { return [continuation] }
                state.waiting.append(continuation)
                guard state.waiting.count == opensAt else { return [] }
                state.isOpen = true
                defer { state.waiting = [] }
                return state.waiting
            }
            for continuation in ready { continuation.resume() }
        }
        state.withLock { $0.inside -= 1 }
    }
}
