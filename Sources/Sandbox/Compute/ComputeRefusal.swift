import CloudComputeClient
import HTTPTypes
import Hummingbird

/// Why a request about offers, instances or keys is refused.
enum ComputeRefusal: Error {
    /// What is wrong with each field, the first one first.
    case invalid([(field: String, message: String)])
    case notFound(model: String, id: String)
    case offerGone
    case insufficientBalance
    case tooLarge

    var response: Response {
        switch self {
        case .invalid(let complaints):
            var message = complaints.first?.message ?? "The given data was invalid."
            let more = complaints.count - 1
            if more > 0 { message += " (and \(more) more error\(more == 1 ? "" : "s"))" }
            var errors = JSONObject()
            for complaint in complaints {
                errors[complaint.field] = .array(
                    (errors[complaint.field]?.array ?? []) + [.string(complaint.message)])
            }
            return Response(
                json: ["message": .string(message), "errors": .object(errors)], status: .unprocessableContent)
        case .notFound(let model, let id):
            return Response(
                json: ["message": .string("No query results for model [App\\Models\\\(model)] \(id)")],
                status: .notFound)
        case .offerGone:
            return Response(
                json: ["error": ["message": "The offer is no longer available.", "code": "offer_unavailable"]],
                status: .gone)
        case .insufficientBalance:
            return Response(
                json: ["error": ["message": "Insufficient balance.", "code": "insufficient_balance"]],
                status: HTTPResponse.Status(code: 402))
        case .tooLarge:
            return Response(json: ["message": "The POST data is too large."], status: .contentTooLarge)
        }
    }
}
