import CloudComputeClient

@testable import Batch

/// A server that is told the time: latencies, queues, limits, outages, faults, and headers that make no sense.
struct SimulatedServer: Sendable {
    /// What comes of a request, after a time.
    enum Outcome: Sendable {
        case reply(ReplyFacts)
        case failure(FailureFacts)
    }

    enum Outage: Sendable { case refused, dropped, unavailable }

    var latency = Nanoseconds.second / 10
    var latencyPerToken = 0
    /// From this request on the server takes longer, for no other reason than that its answers are longer.
    var slowsAfter: Int?
    var slowness = 1
    /// Above so many at once, requests queue.
    var capacity: Int?
    /// The share of attempts that fail with one of the statuses.
    var faults = 0.0
    var statuses = [500, 503, 429, 408, 502, 409, 425, 504]
    var outages: [(start: Nanoseconds, end: Nanoseconds, kind: Outage)] = []
    /// Requests a minute, in windows of a minute; beyond it 429.
    var requestsPerMinute: Int?
    var namesItsLimits = false
    var tellsNonsense = false
    var deniesAfter: Int?
    var idleTimeout = 30 * Nanoseconds.second

    private var served = 0
    private var windowStart = 0
    private var inWindow = 0

    init() {}

    init(_ random: inout SplitMix64, _ kind: Scenario.Kind) {
        latency = 1 + random.number(below: random.chance(0.5) ? Nanoseconds.second / 20 : 2 * Nanoseconds.second)
        switch kind {
        case .mixed:
            if random.chance(0.5) { faults = random.fraction() * 0.5 }
            if random.chance(0.2) { capacity = 1 + random.number(below: 10) }
            if random.chance(0.2) { requestsPerMinute = 10 + random.number(below: 200) }
            if random.chance(0.2) { namesItsLimits = true }
            if random.chance(0.1) { tellsNonsense = true }
            if random.chance(0.03) { deniesAfter = random.number(below: 20) }
            if random.chance(0.15) { addOutage(&random, longest: 40) }
        case .manyRetries: faults = 0.7
        case .requestLimit, .tokenLimit: latency = 1 + random.number(below: Nanoseconds.second / 10)
        case .automatic:
            slowsAfter = random.number(below: 60)
            slowness = 1 + random.number(below: 30)
            latencyPerToken = random.chance(0.5) ? 0 : latency / 50
        case .outages:
            for _ in 0...random.number(below: 3) { addOutage(&random, longest: random.chance(0.8) ? 40 : 1000) }
        case .memory: faults = 0.3
        case .nonsense:
            faults = 0.3
            tellsNonsense = true
            namesItsLimits = random.chance(0.5)
        }
    }

    private mutating func addOutage(_ random: inout SplitMix64, longest: Int) {
        let start = random.number(below: 10 * Nanoseconds.second)
        let length = random.number(below: longest * Nanoseconds.second)
        outages.append((start, start + length, [.refused, .dropped, .unavailable][random.number(below: 3)]))
    }

    /// Takes a request; returns what comes of it and when.
    mutating func take(
        _ line: Scenario.Line, inFlight: Int, at now: Nanoseconds, _ random: inout SplitMix64
    ) -> (outcome: Outcome, wait: Nanoseconds) {
        if let outage = outages.first(where: { $0.start <= now && now < $0.end }) {
            switch outage.kind {
            case .refused: return (lost(.unreachable, "refused"), 1_000_000)
            case .dropped: return (lost(.interrupted, "dropped"), 1_000_000)
            case .unavailable: return (refusal(503, asks: nil), latency)
            }
        }
        switch line.fate {
        case .hangs: return (lost(.timedOut, "hangs"), idleTimeout)
        case .killsConnection: return (lost(.interrupted, "killed"), latency)
        default: break
        }
        served += 1
        var wait = latency + line.tokens * latencyPerToken
        if let slowsAfter, served > slowsAfter { wait *= slowness }
        wait = wait / 2 + random.number(below: wait)
        if let capacity { wait = wait * max(capacity, inFlight) / capacity }
        if let deniesAfter, served > deniesAfter { return (refusal(401, asks: nil), wait) }
        if let limit = requestsPerMinute {
            if now - windowStart >= .minute { (windowStart, inWindow) = (now, 0) }
            inWindow += 1
            if inWindow > limit {
                let asks = random.chance(0.7) ? .minute - (now - windowStart) : nil as Nanoseconds?
                return (refusal(429, asks: asks.map { .nanoseconds($0) }), latency / 2)
            }
        }
        if random.chance(faults) {
            let status = statuses[random.number(below: statuses.count)]
            let asks: Duration? = random.chance(0.3) ? .seconds(random.number(below: 20)) : nil
            return (refusal(status, asks: tellsNonsense ? nonsense(&random) : asks), wait)
        }
        switch line.fate {
        case .badRequest: return (refusal(400, asks: nil), wait)
        case .forbidden: return (refusal(403, asks: nil), wait)
        case .unknownModel: return (refusal(404, asks: nil), wait)
        case .alwaysFails: return (refusal(500, asks: nil), wait)
        default: return (.reply(reply(line, &random)), wait)
        }
    }

    private func nonsense(_ random: inout SplitMix64) -> Duration? {
        [nil, .seconds(1_732_440_000), .seconds(1e20), .seconds(-5), .zero, .nanoseconds(1), .seconds(601)][
            random.number(below: 7)]
    }

    private func reply(_ line: Scenario.Line, _ random: inout SplitMix64) -> ReplyFacts {
        var reply = ReplyFacts()
        reply.promptTokens = line.tokens
        reply.completionTokens = random.number(below: 30)
        reply.cost = random.chance(0.95) ? random.fraction() / 20 : nil
        if namesItsLimits {
            reply.rateLimit = RateLimitReport(
                requestsPerMinute: 30 + 40 * line.model, tokensPerMinute: random.chance(0.3) ? 2000 : nil,
                pause: random.chance(0.1) ? .seconds(random.number(below: 30)) : nil)
        }
        if tellsNonsense {
            reply.promptTokens = [nil, .max, -.max, 0][random.number(below: 4)]
            reply.completionTokens = [nil, .max, .min, 1][random.number(below: 4)]
            if namesItsLimits {
                reply.rateLimit = RateLimitReport(
                    requestsPerMinute: [nil, .max, 100][random.number(below: 3)],
                    tokensPerMinute: [nil, .max, 10_000][random.number(below: 3)], pause: nonsense(&random))
            }
        }
        return reply
    }

    private func lost(_ code: CloudComputeError.Code, _ message: String) -> Outcome {
        .failure(FailureFacts(CloudComputeError(code, message), nil))
    }

    private func refusal(_ status: Int, asks: Duration?) -> Outcome {
        let code: CloudComputeError.Code =
            switch status {
            case 401: .unauthorized
            case 403: .forbidden
            case 404: .notFound
            case 408, 409, 425, 429: .rateLimited
            case 400..<500: .rejected
            default: .serverFailure
            }
        var error = CloudComputeError(code, "status \(status)", statusCode: status)
        error.retryAfter = asks
        return .failure(FailureFacts(error, nil))
    }
}
