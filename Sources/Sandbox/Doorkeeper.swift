import CloudComputeClient
import HTTPTypes
import Hummingbird
import NIOCore

/// Turns requests away where the faults ask for it.
struct Doorkeeper: Sendable {
    /// Which of the API's two ways of saying an error is used.
    enum Manner: Sendable {
        case inference, rest
    }

    private let faults: SandboxFaults
    private let gate: RateGate?
    private let uptime: @Sendable () -> Duration

    init(faults: SandboxFaults, clock: some Clock<Duration>) {
        self.faults = faults
        gate = faults.rateLimit.map(RateGate.init)
        let start = clock.now
        uptime = { start.duration(to: clock.now) }
    }

    /// The answer to a request that is turned away; `nil` lets it in.
    func refusal(_ number: Int, _ manner: Manner) -> Response? {
        if let wait = gate?.admit(at: uptime()) { return tooManyRequests(wait, manner) }
        let (fails, kind): (SandboxFaults.Decision, SandboxFaults.Decision) =
            manner == .inference ? (.fails, .kindOfFailure) : (.restFails, .kindOfRestFailure)
        guard faults.draw(number, fails) < faults.errorRate else { return nil }
        return failure(faults.draw(number, kind), manner)
    }

    private func tooManyRequests(_ wait: Duration, _ manner: Manner) -> Response {
        var response =
            switch manner {
            case .inference:
                Response(error: "Rate limit exceeded.", type: "rate_limit_error", code: 429, status: .tooManyRequests)
            case .rest: Response(json: ["message": "Too Many Attempts."], status: .tooManyRequests)
            }
        let seconds = (wait / .seconds(1)).rounded(.up)
        response.headers[.retryAfter] = String(Int(max(1, seconds)))
        return response
    }

    /// One of the failures that gateways are known for.
    private func failure(_ draw: Double, _ manner: Manner) -> Response {
        switch draw {
        case ..<0.4:
            return Response(json: ["message": "Server Error"], status: .internalServerError)
        case ..<0.7:
            let page = "<html><head><title>502 Bad Gateway</title></head><body>sandbox</body></html>\n"
            return Response(
                status: .badGateway, headers: [.contentType: "text/html"],
                body: ResponseBody(byteBuffer: ByteBuffer(string: page)))
        default:
            switch manner {
            case .inference:
                return Response(
                    error: "The model is overloaded.", type: "overloaded_error", code: 503, status: .serviceUnavailable)
            case .rest: return Response(json: ["message": "Service Unavailable"], status: .serviceUnavailable)
            }
        }
    }
}
