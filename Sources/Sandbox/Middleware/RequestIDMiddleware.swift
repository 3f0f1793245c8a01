import HTTPTypes
import Hummingbird

/// Gives each response an `x-request-id`, those of thrown errors too.
struct RequestIDMiddleware<Context: RequestContext>: RouterMiddleware {
    private let counter = Counter()

    func handle(
        _ request: Request, context: Context, next: @concurrent (Request, Context) async throws -> Response
    ) async throws -> Response {
        var response: Response
        do {
            response = try await next(request, context)
        } catch let error as any HTTPResponseError {
            response = try error.response(from: request, context: context)
        }
        if let name = HTTPField.Name("x-request-id") {
            response.headers[name] = "sandbox-\(counter.next())"
        }
        return response
    }
}
