import CloudComputeClient
import HTTPTypes
import Hummingbird
import NIOCore

/// Answers `/chat/completions`: checks the request, applies the faults and sends the reply in the form asked for.
struct ChatClerk: Sendable {
    /// Larger requests are refused, in bytes.
    private static let maximumBodySize = 128 << 20

    private let faults: SandboxFaults
    private let pace: Pace
    private let gate: RateGate?
    private let uptime: @Sendable () -> Duration
    private let counter = Counter()

    init(faults: SandboxFaults, clock: some Clock<Duration>) {
        self.faults = faults
        pace = Pace(faults: faults, clock: clock)
        gate = faults.rateLimit.map(RateGate.init)
        let start = clock.now
        uptime = { start.duration(to: clock.now) }
    }

    func answer(_ request: Request) async throws -> Response {
        let number = counter.next()
        if let wait = gate?.admit(at: uptime()) { return tooManyRequests(wait) }
        if faults.draw(number, .fails) < faults.errorRate { return failure(number) }
        let body = try await request.body.collect(upTo: Self.maximumBodySize)
        let order: ChatOrder
        switch ChatOrder.read(Array(body.readableBytesView)) {
        case .success(let accepted): order = accepted
        case .failure(let refusal): return refusal.response
        }
        if faults.draw(number, .isStalled) < faults.stall { try await pace.forever() }
        let reply = SandboxReply(order)
        if order.streams {
            let isCut = faults.draw(number, .isCut) < faults.cutStream
            let cut = isCut ? faults.draw(number, .placeOfCut) : nil
            return ChatStreamWriter(order: order, reply: reply, number: number, pace: pace, cut: cut).response
        }
        try await pace.whole(tokens: reply.completionTokens)
        return Response(json: reply.json(number: number, order: order))
    }

    private func tooManyRequests(_ wait: Duration) -> Response {
        var response = Response(
            error: "Rate limit exceeded.", type: "rate_limit_error", code: 429, status: .tooManyRequests)
        let seconds = (wait / .seconds(1)).rounded(.up)
        response.headers[.retryAfter] = String(Int(max(1, seconds)))
        return response
    }

    /// One of the failures that gateways are known for.
    private func failure(_ number: Int) -> Response {
        switch faults.draw(number, .kindOfFailure) {
        case ..<0.4:
            return Response(json: ["message": "Server Error"], status: .internalServerError)
        case ..<0.7:
            let page = "<html><head><title>502 Bad Gateway</title></head><body>sandbox</body></html>\n"
            return Response(
                status: .badGateway, headers: [.contentType: "text/html"],
                body: ResponseBody(byteBuffer: ByteBuffer(string: page)))
        default:
            return Response(
                error: "The model is overloaded.", type: "overloaded_error", code: 503, status: .serviceUnavailable)
        }
    }
}
