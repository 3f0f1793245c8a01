import Hummingbird
import Synchronization

/// Numbers the requests that pass it.
struct RequestNumberMiddleware: RouterMiddleware {
    private let counter = Counter()

    func handle(
        _ request: Request, context: SandboxRequestContext,
        next: @concurrent (Request, SandboxRequestContext) async throws -> Response
    ) async throws -> Response {
        var context = context
        context.number = counter.next()
        return try await next(request, context)
    }
}

/// Counts from 0, whoever asks.
final class Counter: Sendable {
    private let value = Atomic(0)

    func next() -> Int { value.wrappingAdd(1, ordering: .relaxed).oldValue }
}
