import HTTPTypes
import Hummingbird
import NIOCore

/// What is answered before a request reaches its endpoint.
extension APIError {
    static let misdirected = APIError(
        .misdirectedRequest, type: "invalid_request_error",
        message: "The sandbox answers to 127.0.0.1, localhost and [::1] only.")

    static let serverError = APIError(.internalServerError, message: "Server Error")

    static let badGateway = APIError(
        Response(
            status: .badGateway, headers: [.contentType: "text/html"],
            body: ResponseBody(
                byteBuffer: ByteBuffer(
                    string: "<html><head><title>502 Bad Gateway</title></head><body>sandbox</body></html>\n"))))

    static func routeNotFound(path: String) -> APIError {
        APIError(.notFound, message: "The route \(path) could not be found.")
    }

    static func methodNotAllowed(
        _ method: HTTPRequest.Method, path: String, allowed: [HTTPRequest.Method]
    ) -> APIError {
        let allowed = allowed.map(\.rawValue).joined(separator: ", ")
        let message = """
            The \(method.rawValue) method is not supported for route \(path.dropFirst()). \
            Supported methods: \(allowed).
            """
        return APIError(.methodNotAllowed, message: message).with(.allow, allowed)
    }

    static func unauthorized(_ format: ErrorFormat) -> APIError {
        // Fact: inference answers with a numeric code and a type, the rest with a string and none.
        let error =
            switch format {
            case .inference: APIError(.unauthorized, type: "invalid_request_error", message: "Invalid API key.")
            case .compute: APIError(.unauthorized, code: "invalid_api_key", message: "Invalid API key.")
            }
        return error.with(.cacheControl, "no-cache, private").with(.accessControlAllowOrigin, "*")
    }

    static func tooManyRequests(_ format: ErrorFormat, retryAfter wait: Duration) -> APIError {
        let error =
            switch format {
            case .inference: APIError(.tooManyRequests, type: "rate_limit_error", message: "Rate limit exceeded.")
            case .compute: APIError(.tooManyRequests, message: "Too Many Attempts.")
            }
        let (seconds, fraction) = wait.components
        return error.with(.retryAfter, String(max(1, fraction > 0 ? seconds + 1 : seconds)))
    }

    static func unavailable(_ format: ErrorFormat) -> APIError {
        switch format {
        case .inference:
            APIError(.serviceUnavailable, type: "overloaded_error", message: "The model is overloaded.")
        case .compute: APIError(.serviceUnavailable, message: "Service Unavailable")
        }
    }

    static func bodyTooLarge(_ format: ErrorFormat) -> APIError {
        switch format {
        case .inference:
            APIError(.contentTooLarge, type: "invalid_request_error", message: "The request is too large.")
        case .compute: APIError(.contentTooLarge, message: "The POST data is too large.")
        }
    }
}
