import Hummingbird

/// Lets requests with the one key pass.
struct BearerAuthMiddleware<Context: RequestContext>: RouterMiddleware {
    let key: String

    func handle(
        _ request: Request, context: Context, next: @concurrent (Request, Context) async throws -> Response
    ) async throws -> Response {
        guard request.headers[.authorization] == "Bearer \(key)" else {
            throw APIError.unauthorized(ErrorFormat(request))
        }
        return try await next(request, context)
    }
}
