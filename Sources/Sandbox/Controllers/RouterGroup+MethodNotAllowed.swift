import HTTPTypes
import Hummingbird

extension RouterGroup {
    /// Answers the other methods of the group's own path with 405.
    func refuseMethods(except allowed: [HTTPRequest.Method]) {
        let methods: [HTTPRequest.Method] = [.get, .post, .put, .patch, .delete, .options]
        for method in methods where !allowed.contains(method) {
            on("", method: method) { request, _ -> Response in
                throw APIError.methodNotAllowed(method, path: request.uri.path, allowed: allowed)
            }
        }
    }
}
