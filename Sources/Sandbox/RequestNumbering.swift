import CloudComputeClient
import HTTPTypes
import Hummingbird
import Synchronization

/// Gives each answer an `x-request-id`, and routes that do not exist Laravel's 404 body.
struct RequestNumbering<Context: RequestContext>: RouterMiddleware {
    private let counter = Counter()

    func handle(
        _ request: Request, context: Context, next: @concurrent (Request, Context) async throws -> Response
    ) async throws -> Response {
        var response: Response
        do {
            response = try await next(request, context)
        } catch let error as HTTPError {
            response = Response(
                json: ["message": .string("The route \(request.uri.path) could not be found.")], status: error.status)
        }
        if let name = HTTPField.Name("x-request-id") {
            response.headers[name] = "sandbox-\(counter.next())"
        }
        return response
    }
}

/// Counts from 0, whoever asks.
final class Counter: Sendable {
    private let value = Mutex(0)

    func next() -> Int {
        value.withLock { value in
            defer { value += 1 }
            return value
        }
    }
}
