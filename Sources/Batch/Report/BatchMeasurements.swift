import CloudComputeClient
import JSON

/// What the results of a run say of its speed and its outcomes.
///
/// The files may come from anywhere: a time or a count that cannot be is left out, and sums stop at the largest number.
package struct BatchMeasurements: Sendable {
    /// One request that gave a reply.
    package struct Reply: Sendable {
        /// The line's `custom_id`.
        package var customID: String
        /// When it was sent, in seconds since 1970.
        package var sentAt: Double
        /// From sending to the end of the answer, in milliseconds.
        package var latency: Double
        /// From sending to the first token, in milliseconds; streams only.
        package var timeToFirstToken: Double?
        /// The tokens of the completion; 0 where the server does not count.
        package var completionTokens: Int

        /// When its answer ended, in seconds since 1970.
        var endedAt: Double { sentAt + latency / 1000 }
    }

    /// Up to the year 5138, in seconds.
    private static let timestamps = 0.0...1e11
    /// Up to 31 years, in milliseconds.
    private static let durations = 0.0...1e12
    private static let tokenCounts = 0...1_000_000_000_000
    /// The most messages, models and finish reasons that are counted each by itself.
    private static let maximumKinds = 1000
    /// What comes beyond is counted under this.
    private static let otherKinds = "other"

    /// The replies whose times are known.
    package private(set) var replies: [Reply] = []
    /// The gaps between tokens, in milliseconds; streams only.
    package private(set) var interTokenLatencies: [Double] = []
    /// Requests that gave a reply.
    package private(set) var completed = 0
    /// Requests that gave none.
    package private(set) var failed = 0
    /// Attempts beyond the first of each request.
    package private(set) var retries = 0
    /// Replies by the reason they ended for.
    package private(set) var finishReasons: [String: Int] = [:]
    /// Replies by the model that the server named.
    package private(set) var models: [String: Int] = [:]
    /// Failures by their message.
    package private(set) var causes: [String: Int] = [:]
    /// Tokens of all prompts.
    package private(set) var promptTokens = 0
    /// Tokens of all completions.
    package private(set) var completionTokens = 0
    /// What the server says it charged; `nil` where it does not.
    package private(set) var cost: Double?

    /// Creates measurements of nothing.
    package init() {}

    /// Reads the results and, where they are there, the failures of a run.
    ///
    /// - Throws: ``BatchError`` where a file cannot be read or a line is no result.
    package init(results: String, failures: String?) async throws {
        for path in [results, failures].compactMap({ $0 }) {
            let input = try BatchInput(
                paths: [path], streams: ["-": 0], maximumLineLength: LineFile.maximumLineLength)
            while let line = try await input.next() {
                guard case .text(let bytes) = line.content,
                    let json = try? JSONValue(parsing: bytes, deeperBy: ResultLine.depthAroundBody),
                    let result = BatchResult(json)
                else { throw BatchError.notAResult(path, line: line.number) }
                add(result)
            }
        }
    }

    /// Adds one result.
    package mutating func add(_ result: BatchResult) {
        let attempts = min(max(1, result.timings?["attempts"]?.int ?? 1), 1_000_000)
        retries = ReportNumber.sum(retries, attempts - 1)
        guard let reply = result.reply else {
            failed += 1
            Self.count(result.failure ?? "no reason given", in: &causes)
            return
        }
        completed += 1
        Self.count(reply.first.finishReason?.rawValue ?? "not given", in: &finishReasons)
        if let model = reply.model { Self.count(model, in: &models) }
        let completion = Self.tokens(reply.usage?.completionTokens)
        promptTokens = ReportNumber.sum(promptTokens, Self.tokens(reply.usage?.promptTokens))
        completionTokens = ReportNumber.sum(completionTokens, completion)
        if let charged = ReportNumber.within(0...1e12, reply.usage?.cost) { cost = (cost ?? 0) + charged }
        guard let sentAt = ReportNumber.within(Self.timestamps, result.timings?["sent_at"]?.double),
            let latency = ReportNumber.within(Self.durations, result.timings?["latency"]?.double)
        else { return }
        replies.append(
            Reply(
                customID: result.customID, sentAt: sentAt, latency: latency,
                timeToFirstToken: ReportNumber.within(0...latency, result.timings?["time_to_first_token"]?.double),
                completionTokens: completion))
        interTokenLatencies += (result.timings?["inter_token_latencies"]?.array ?? [])
            .compactMap { ReportNumber.within(Self.durations, $0.double) }
    }

    private static func tokens(_ count: Int?) -> Int {
        count.flatMap { tokenCounts.contains($0) ? $0 : nil } ?? 0
    }

    private static func count(_ kind: String, in counts: inout [String: Int]) {
        let isKnown = counts[kind] != nil || counts.count < maximumKinds
        counts[isKnown ? kind : otherKinds, default: 0] += 1
    }

    /// Time to first token of each streamed reply, in milliseconds.
    package var timesToFirstToken: [Double] { replies.compactMap(\.timeToFirstToken) }

    /// Time per output token after the first, `(latency - TTFT) / (completion tokens - 1)`, in milliseconds.
    package var timesPerOutputToken: [Double] {
        replies.compactMap { reply in
            guard let first = reply.timeToFirstToken, reply.completionTokens > 1 else { return nil }
            return (reply.latency - first) / Double(reply.completionTokens - 1)
        }
    }

    /// The most requests that were under way at once.
    package var maximumConcurrency: Int {
        let starts = replies.map { ($0.sentAt, 1) }
        let ends = replies.map { ($0.endedAt, -1) }
        var current = 0
        var most = 0
        for (_, change) in (starts + ends).sorted(by: { ($0.0, $0.1) < ($1.0, $1.1) }) {
            current += change
            most = max(most, current)
        }
        return most
    }
}
