import ArgumentParser
import Batch
import Localization

/// The options that say how fast a batch runs and when it stops.
struct BatchLimitOptions: ParsableArguments {
    @Option(
        name: [.customShort("j"), .long],
        help: ArgumentHelp(
            "Number of requests in flight; auto adapts it, auto:64 up to 64.", valueName: "number|auto"))
    var concurrency = ConcurrencyArgument(.fixed(16))

    @Option(help: ArgumentHelp("Maximum attempts per request.", valueName: "number"))
    var maxAttempts = 5

    @Option(help: ArgumentHelp("Maximum requests per minute.", valueName: "number"))
    var rpm: Int?

    @Option(help: ArgumentHelp("Send no more tokens a minute, by estimate.", valueName: "number"))
    var tpm: Int?

    @Option(help: ArgumentHelp("The time allowed to connect.", valueName: "seconds"))
    var connectTimeout = TimeArgument<Seconds>(.seconds(10))

    @Option(help: ArgumentHelp("The time allowed between two pieces of an answer.", valueName: "seconds"))
    var idleTimeout = TimeArgument<Seconds>(.seconds(300))

    @Option(
        help: ArgumentHelp(
            "The time allowed from sending a request to the end of its answer; 600 unless given, and for streams none.",
            valueName: "seconds"))
    var requestTimeout: TimeArgument<Seconds>?

    @Option(help: ArgumentHelp("Stop once the server has charged so much.", valueName: "amount"))
    var maxCost: Double?

    @Option(help: ArgumentHelp("Stop once this many tokens have been used.", valueName: "number"))
    var maxTokensTotal: Int?

    @Option(
        help: ArgumentHelp(
            "Stop starting new requests after this time: 90, 10m, 2h. Requests in flight get the time of --drain.",
            valueName: "time"))
    var deadline: TimeArgument<Seconds>?

    @Option(
        help: ArgumentHelp(
            "The longest wait that a server may ask for; a request that is to wait longer is left for another run.",
            valueName: "time"))
    var maxWait = TimeArgument<Seconds>(.seconds(600))

    @Option(
        help: ArgumentHelp(
            "How long the server may give no answer at all before the run ends.", valueName: "time"))
    var patience = TimeArgument<Seconds>(.seconds(300))

    func validate() throws {
        for (name, value) in [
            ("--max-attempts", maxAttempts), ("--rpm", rpm ?? 1), ("--tpm", tpm ?? 1),
            ("--max-tokens-total", maxTokensTotal ?? 1),
        ] where value < 1 {
            throw ValidationError(localized("\(name) \(value) is out of range; it begins at 1."))
        }
        if let maxCost, !(maxCost > 0) { throw ValidationError(localized("--max-cost \(maxCost) is not more than 0.")) }
    }

    /// The limits of the run.
    var limits: BatchLimits {
        var limits = BatchLimits()
        limits.concurrency = concurrency.concurrency
        limits.maximumAttempts = maxAttempts
        limits.requestsPerMinute = rpm
        limits.tokensPerMinute = tpm
        limits.maximumCost = maxCost
        limits.maximumTokens = maxTokensTotal
        limits.deadline = deadline?.duration
        limits.maximumWait = maxWait.duration
        limits.patience = patience.duration
        return limits
    }

    /// The time-outs of the connections.
    var timeouts: CommandContext.Timeouts {
        CommandContext.Timeouts(
            connect: connectTimeout.duration, idle: idleTimeout.duration,
            request: requestTimeout?.duration ?? CommandContext.Timeouts().request, stream: requestTimeout?.duration)
    }
}

/// A number of requests, or `auto` with or without a ceiling.
struct ConcurrencyArgument: ExpressibleByArgument, Sendable {
    private static let range = 1...10_000
    private static let standardCeiling = 256

    var concurrency: Concurrency

    init(_ concurrency: Concurrency) { self.concurrency = concurrency }

    init?(argument: String) {
        if let count = Int(argument), Self.range.contains(count) {
            concurrency = .fixed(count)
        } else if argument == "auto" {
            concurrency = .automatic(ceiling: Self.standardCeiling)
        } else if argument.hasPrefix("auto:"), let ceiling = Int(argument.dropFirst(5)), Self.range.contains(ceiling) {
            concurrency = .automatic(ceiling: ceiling)
        } else {
            return nil
        }
    }

    var defaultValueDescription: String { "\(concurrency.ceiling)" }
}
