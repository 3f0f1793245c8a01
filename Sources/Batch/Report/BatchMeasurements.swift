import CloudComputeClient

/// What the results of a run say of its speed and its outcomes.
public struct BatchMeasurements: Sendable {
    /// One request that gave a reply.
    public struct Reply: Sendable {
        /// When it was sent, in seconds since 1970.
        public var sentAt: Double
        /// From sending to the end of the answer, in milliseconds.
        public var latency: Double
        /// From sending to the first token, in milliseconds; streams only.
        public var timeToFirstToken: Double?
        /// The tokens of the completion; 0 where the server does not count.
        public var completionTokens: Int
    }

    /// The replies whose times are known.
    public private(set) var replies: [Reply] = []
    /// The gaps between tokens, in milliseconds; streams only.
    public private(set) var interTokenLatencies: [Double] = []
    /// Requests that gave a reply.
    public private(set) var completed = 0
    /// Requests that gave none.
    public private(set) var failed = 0
    /// Replies by the reason they ended for.
    public private(set) var finishReasons: [String: Int] = [:]
    /// Failures by their message.
    public private(set) var causes: [String: Int] = [:]
    /// Tokens of all prompts.
    public private(set) var promptTokens = 0
    /// Tokens of all completions.
    public private(set) var completionTokens = 0

    /// Creates measurements of nothing.
    public init() {}

    /// Reads the results and, where they are there, the failures of a run.
    ///
    /// - Throws: ``BatchError`` where a file cannot be read or a line is no result.
    public init(results: String, failures: String?) async throws {
        for path in [results, failures].compactMap({ $0 }) {
            let input = try BatchInput(paths: [path], streams: ["-": 0])
            while let line = try await input.next() {
                guard case .text(let bytes) = line.content, let json = try? JSONValue(parsing: bytes),
                    let result = BatchResult(json)
                else { throw BatchError(.badData, "\(path), line \(line.number), is not a result of a batch.") }
                add(result)
            }
        }
    }

    /// Adds one result.
    public mutating func add(_ result: BatchResult) {
        guard let reply = result.reply else {
            failed += 1
            causes[result.failure ?? "no reason given", default: 0] += 1
            return
        }
        completed += 1
        finishReasons[reply.first.finishReason?.rawValue ?? "not given", default: 0] += 1
        promptTokens += reply.usage?.promptTokens ?? 0
        completionTokens += reply.usage?.completionTokens ?? 0
        guard let sentAt = result.timings?["sent_at"]?.double, let latency = result.timings?["latency"]?.double else {
            return
        }
        replies.append(
            Reply(
                sentAt: sentAt, latency: latency, timeToFirstToken: result.timings?["time_to_first_token"]?.double,
                completionTokens: reply.usage?.completionTokens ?? 0))
        interTokenLatencies += (result.timings?["inter_token_latencies"]?.array ?? []).compactMap(\.double)
    }

    /// From the first request to the last answer, in seconds.
    public var duration: Double {
        let start = replies.map(\.sentAt).min() ?? 0
        return (replies.map { $0.sentAt + $0.latency / 1000 }.max() ?? 0) - start
    }

    /// Time to first token of each streamed reply, in milliseconds.
    public var timesToFirstToken: [Double] { replies.compactMap(\.timeToFirstToken) }

    /// Time per output token after the first, `(latency - TTFT) / (completion tokens - 1)`, in milliseconds.
    public var timesPerOutputToken: [Double] {
        replies.compactMap { reply in
            guard let first = reply.timeToFirstToken, reply.completionTokens > 1 else { return nil }
            return (reply.latency - first) / Double(reply.completionTokens - 1)
        }
    }

    /// The most requests that were under way at once.
    public var maximumConcurrency: Int {
        let starts = replies.map { ($0.sentAt, 1) }
        let ends = replies.map { ($0.sentAt + $0.latency / 1000, -1) }
        var current = 0
        var most = 0
        for (_, change) in (starts + ends).sorted(by: { ($0.0, $0.1) < ($1.0, $1.1) }) {
            current += change
            most = max(most, current)
        }
        return most
    }
}
