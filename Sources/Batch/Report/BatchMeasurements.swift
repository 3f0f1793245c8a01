import CloudComputeClient
import JSON
import Localization

/// What the results of a run say of its speed and its outcomes.
///
/// The files may come from anywhere: a time or a count that cannot be is left out, and sums stop at the largest number.
/// Memory does not grow with them: of very many replies, numbers and times are counted in buckets.
package struct BatchMeasurements: Sendable {
    /// One of the slowest replies.
    struct Reply: Sendable, Hashable {
        /// The line's `custom_id`.
        var customID: String
        /// From sending to the end of the answer, in milliseconds.
        var latency: Double
        /// The tokens of the completion; 0 where the server does not count.
        var completionTokens: Int
    }

    /// What is told of replies by their distribution.
    private struct Numbers {
        var latencies = NumberCollector()
        var timesToFirstToken = NumberCollector()
        var timesPerOutputToken = NumberCollector()
        var interTokenLatencies = NumberCollector()
        var completionTokens = NumberCollector()
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
    /// How many of the slowest replies are named.
    static let slowestCount = 10

    /// When the replies whose times are known were under way.
    private(set) var timeline = ReplyTimeline()
    private var numbers = Numbers()
    /// The replies that took longest, the longest first.
    private(set) var slowest: [Reply] = []
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
            try await input.forEachLine { line throws(BatchError) in
                guard case .text(let bytes) = line.content, let facts = Self.facts(bytes) else {
                    throw BatchError.notAResult(path, line: line.number)
                }
                add(facts)
            }
        }
    }

    /// Reads a line of results; `nil` where it is none.
    static func facts(_ line: [UInt8]) -> ResultFacts? {
        if let facts = line.withUnsafeBufferPointer({ ResultScan.facts($0) }) { return facts }
        let json = try? JSONValue(parsing: line, deeperBy: ResultLine.depthAroundBody)
        return json.flatMap { BatchResult($0) }.map { ResultFacts($0) }
    }

    /// Adds one result.
    mutating func add(_ result: ResultFacts) {
        retries = ReportNumber.sum(retries, min(max(1, result.attempts ?? 1), 1_000_000) - 1)
        guard let reply = result.reply else {
            failed += 1
            Self.count(result.failure ?? Message("no reason given").english, in: &causes)
            return
        }
        completed += 1
        Self.count(reply.finishReason ?? Message("not given").english, in: &finishReasons)
        if let model = reply.model { Self.count(model, in: &models) }
        let completion = Self.tokens(reply.completionTokens)
        promptTokens = ReportNumber.sum(promptTokens, Self.tokens(reply.promptTokens))
        completionTokens = ReportNumber.sum(completionTokens, completion)
        if let charged = ReportNumber.within(0...1e12, reply.cost) { cost = (cost ?? 0) + charged }
        guard let sentAt = ReportNumber.within(Self.timestamps, result.sentAt),
            let latency = ReportNumber.within(Self.durations, result.latency)
        else { return }
        timeline.add(from: sentAt, to: sentAt + latency / 1000, tokens: completion)
        numbers.latencies.add(latency)
        numbers.completionTokens.add(Double(completion))
        if let first = ReportNumber.within(0...latency, result.timeToFirstToken) {
            numbers.timesToFirstToken.add(first)
            if completion > 1 { numbers.timesPerOutputToken.add((latency - first) / Double(completion - 1)) }
        }
        for gap in result.interTokenLatencies where Self.durations.contains(gap) {
            numbers.interTokenLatencies.add(gap)
        }
        note(Reply(customID: result.customID, latency: latency, completionTokens: completion))
    }

    /// Keeps a reply where it is one of the slowest; of those that are as slow the first.
    private mutating func note(_ reply: Reply) {
        if slowest.count == Self.slowestCount {
            guard let last = slowest.last, reply.latency > last.latency else { return }
            slowest.removeLast()
        }
        slowest.insert(reply, at: slowest.firstIndex { $0.latency < reply.latency } ?? slowest.count)
    }

    private static func tokens(_ count: Int?) -> Int {
        count.flatMap { tokenCounts.contains($0) ? $0 : nil } ?? 0
    }

    private static func count(_ kind: String, in counts: inout [String: Int]) {
        let isKnown = counts[kind] != nil || counts.count < maximumKinds
        counts[isKnown ? kind : otherKinds, default: 0] += 1
    }
}

extension BatchMeasurements {
    /// From sending to the end of each answer, in milliseconds.
    package var latencies: Distribution { numbers.latencies.distribution }

    /// Time to first token of each streamed reply, in milliseconds.
    package var timesToFirstToken: Distribution { numbers.timesToFirstToken.distribution }

    /// Time per output token after the first, `(latency - TTFT) / (completion tokens - 1)`, in milliseconds.
    package var timesPerOutputToken: Distribution { numbers.timesPerOutputToken.distribution }

    /// The gaps between tokens, in milliseconds; streams only.
    package var interTokenLatencies: Distribution { numbers.interTokenLatencies.distribution }

    /// The completion tokens of each reply.
    var completionTokenCounts: Distribution { numbers.completionTokens.distribution }

    /// The most requests that were under way at once.
    package var maximumConcurrency: Int { timeline.maximumConcurrency }

    /// The time at work, from the first request to the last answer without the pauses between runs, in seconds.
    package var duration: Double { timeline.busy.duration }
}
