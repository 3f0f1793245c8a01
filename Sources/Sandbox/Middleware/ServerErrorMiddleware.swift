import Hummingbird
import Logging

/// Logs what nobody is to blame for but the sandbox, such as a full disk, and says it as the API does.
struct ServerErrorMiddleware<Context: RequestContext>: RouterMiddleware {
    func handle(
        _ request: Request, context: Context, next: @concurrent (Request, Context) async throws -> Response
    ) async throws -> Response {
        do {
            return try await next(request, context)
        } catch let error as any HTTPResponseError {
            throw error
        } catch {
            context.logger.error("The state cannot be used: \(error)")
            throw APIError.serverError
        }
    }
}
