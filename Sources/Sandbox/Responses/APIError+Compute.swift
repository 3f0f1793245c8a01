import HTTPTypes
import Hummingbird
import JSON

/// Why a request about offers, instances or keys is refused.
extension APIError {
    static let offerGone = APIError(
        .gone, code: "offer_unavailable", message: "The offer is no longer available.")

    static let insufficientBalance = APIError(
        HTTPResponse.Status(code: 402), code: "insufficient_balance", message: "Insufficient balance.")

    /// With a code in words.
    init(_ status: HTTPResponse.Status, code: String, message: String) {
        self.init(status, ["error": ["message": .string(message), "code": .string(code)]])
    }

    static func notFound(model: String, id: String) -> APIError {
        APIError(.notFound, message: "No query results for model [App\\Models\\\(model)] \(id)")
    }

    /// Names what is wrong with each field, the first one first.
    static func invalid(_ violations: [RequestValidator.Violation]) -> APIError {
        var message = violations.first?.message ?? "The given data was invalid."
        let more = violations.dropFirst().count
        if more > 0 { message += " (and \(more) more error\(more == 1 ? "" : "s"))" }
        var errors = JSONObject()
        for violation in violations {
            errors[violation.field] = .array(
                (errors[violation.field]?.array ?? []) + [.string(violation.message)])
        }
        return APIError(.unprocessableContent, ["message": .string(message), "errors": .object(errors)])
    }
}
