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
    private let doorkeeper: Doorkeeper
    private let counter = Counter()

    init(faults: SandboxFaults, clock: any Clock<Duration>, doorkeeper: Doorkeeper) {
        self.faults = faults
        pace = Pace(faults: faults, clock: clock)
        self.doorkeeper = doorkeeper
    }

    func answer(_ request: Request) async throws -> Response {
        let number = counter.next()
        if let refusal = doorkeeper.refusal(number, .inference) { return refusal }
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
}
