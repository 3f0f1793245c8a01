import Hummingbird

/// Holds each request back for as long as the faults say.
struct LatencyMiddleware<Context: RequestContext>: RouterMiddleware {
    let latency: LatencySimulator

    func handle(
        _ request: Request, context: Context, next: @concurrent (Request, Context) async throws -> Response
    ) async throws -> Response {
        try await latency.wait(tokens: 0)
        return try await next(request, context)
    }
}
