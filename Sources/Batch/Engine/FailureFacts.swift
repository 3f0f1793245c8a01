import CloudComputeClient

/// What the engine knows of a failure.
struct FailureFacts: Sendable {
    enum Kind: Sendable, Hashable {
        /// No connection, so the request never reached the server.
        case unreachable
        /// The connection broke before an answer came; it may be the request's own fault.
        case dropped
        /// The server has too much to do (429, 503); others would fare alike.
        case busy
        /// The same request may do better later.
        case passing
        /// Every other request would fail the same way (``CloudComputeError/endsRun``).
        case forAll
        /// Every other request may fail the same way (``CloudComputeError/mayEndRun``).
        case perhapsForAll
        /// The request's own.
        case lasting
        /// The request was called off.
        case cancelled
    }

    var kind: Kind
    var error: CloudComputeError
    /// How long the server asks to wait.
    var retryAfter: Nanoseconds?
    var rateLimit: RateLimitReport?
    /// Whether the server answered at all.
    var hasAnswer: Bool
}

extension FailureFacts {
    init(_ error: CloudComputeError, _ answer: RawChatResponse?) {
        self.error = error
        hasAnswer = answer != nil || error.statusCode != nil
        retryAfter = (error.retryAfter ?? answer?.retryAfter)?.nanoseconds
        rateLimit = answer?.rateLimit
        kind = Self.kind(error, hasAnswer: hasAnswer)
    }

    private static func kind(_ error: CloudComputeError, hasAnswer: Bool) -> Kind {
        // An error in a reply with status 200 tells its own number, if any.
        let status = error.statusCode ?? error.serverCode.flatMap { Int($0) }
        switch error.kind {
        case .cancelled: return .cancelled
        case .unreachable: return .unreachable
        case .interrupted where !hasAnswer: return .dropped
        case .rateLimited where status == 429, .serverFailure where status == 503: return .busy
        default:
            if error.isTransient { return .passing }
            return error.endsRun ? .forAll : error.mayEndRun ? .perhapsForAll : .lasting
        }
    }
}
