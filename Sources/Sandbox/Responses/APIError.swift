import HTTPTypes
import Hummingbird
import JSON

/// An error that answers for itself, in the API's own words.
struct APIError: HTTPResponseError {
    private var answer: Response

    var status: HTTPResponse.Status { answer.status }
    var headers: HTTPFields { answer.headers }

    init(_ response: Response) { answer = response }

    init(_ status: HTTPResponse.Status, _ json: JSONValue) {
        answer = Response(json: json, status: status)
    }

    /// In Laravel's form.
    init(_ status: HTTPResponse.Status, message: String) {
        self.init(status, ["message": .string(message)])
    }

    /// In the form of the inference endpoints.
    init(_ status: HTTPResponse.Status, type: String, message: String) {
        self.init(
            status,
            ["error": ["message": .string(message), "type": .string(type), "code": JSONValue(status.code)]])
    }

    func response(from request: Request, context: some RequestContext) -> Response { answer }

    func with(_ name: HTTPField.Name, _ value: String) -> APIError {
        var error = self
        error.answer.headers[name] = value
        return error
    }
}
