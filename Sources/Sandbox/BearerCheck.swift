import CloudComputeClient
import HTTPTypes
import Hummingbird

/// Lets requests with the sandbox's key pass and answers all others with the API's two documented 401 bodies.
struct BearerCheck<Context: RequestContext>: RouterMiddleware {
    func handle(
        _ request: Request, context: Context, next: @concurrent (Request, Context) async throws -> Response
    ) async throws -> Response {
        if request.headers[.authorization] == "Bearer \(Sandbox.apiKey)" { return try await next(request, context) }
        // Fact: inference answers with a numeric code and a type, the rest with a string and none.
        let path = request.uri.path.dropFirst(Sandbox.basePath.count)
        let isInference = path.hasPrefix("/models") || path.hasPrefix("/chat")
        var response =
            isInference
            ? Response(error: "Invalid API key.", type: "invalid_request_error", code: 401, status: .unauthorized)
            : Response(
                json: ["error": ["message": "Invalid API key.", "code": "invalid_api_key"]], status: .unauthorized)
        response.headers[.cacheControl] = "no-cache, private"
        response.headers[.accessControlAllowOrigin] = "*"
        return response
    }
}
