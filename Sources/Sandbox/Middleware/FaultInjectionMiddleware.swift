import Hummingbird

/// Makes requests fail, stall or end early where the faults are drawn for them.
struct FaultInjectionMiddleware: RouterMiddleware {
    let faults: SandboxFaults
    let latency: LatencySimulator

    func handle(
        _ request: Request, context: SandboxRequestContext,
        next: @concurrent (Request, SandboxRequestContext) async throws -> Response
    ) async throws -> Response {
        let (number, format) = (context.number, ErrorFormat(request))
        let (fails, failure): (SandboxFaults.Decision, SandboxFaults.Decision) =
            format == .inference ? (.inferenceFails, .inferenceFailure) : (.computeFails, .computeFailure)
        if faults.draw(number, fails) < faults.errorRate { throw Self.failure(faults.draw(number, failure), format) }
        var context = context
        if format == .inference {
            if faults.draw(number, .isStalled) < faults.stall { try await latency.waitForever() }
            if faults.draw(number, .isCut) < faults.cutStream { context.streamCut = faults.draw(number, .placeOfCut) }
        }
        return try await next(request, context)
    }

    /// One of the failures that gateways are known for.
    private static func failure(_ draw: Double, _ format: ErrorFormat) -> APIError {
        switch draw {
        case ..<0.4: .serverError
        case ..<0.7: .badGateway
        default: .unavailable(format)
        }
    }
}
