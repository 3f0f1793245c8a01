import CloudComputeClient
import HTTPTypes
import Hummingbird

/// Which path and method goes to which answer; known paths with other methods get 405.
struct ComputeRoutes {
    private typealias Answer = @Sendable (Request, _ id: String) async throws -> Response

    private static let otherMethods: [HTTPRequest.Method] = [.get, .post, .put, .patch, .delete, .options]

    let clerk: ComputeClerk

    func add<Routes: RouterMethods>(to routes: Routes) {
        add("offers", to: routes, [.get: { _, _ in try await clerk.offers() }])
        add(
            "instances", to: routes,
            [.get: { _, _ in try await clerk.instances() }, .post: { request, _ in try await clerk.create(request) }])
        add(
            "instances/{id}", to: routes,
            [
                .get: { _, id in try await clerk.instance(id) },
                .patch: { request, id in try await clerk.rename(id, request) },
                .delete: { _, id in try await clerk.destroy(id) },
            ])
        add(
            "ssh-keys", to: routes,
            [.get: { _, _ in try await clerk.keys() }, .post: { request, _ in try await clerk.addKey(request) }])
        add("ssh-keys/{id}", to: routes, [.delete: { _, id in try await clerk.deleteKey(id) }])
    }

    private func add<Routes: RouterMethods>(
        _ path: RouterPath, to routes: Routes, _ answers: KeyValuePairs<HTTPRequest.Method, Answer>
    ) {
        for (method, answer) in answers {
            routes.on(path, method: method) { request, context in
                try await answer(request, context.parameters.get("id") ?? "")
            }
        }
        let allowed = answers.map(\.key.rawValue).joined(separator: ", ")
        for method in Self.otherMethods where !answers.contains(where: { $0.key == method }) {
            routes.on(path, method: method) { request, _ in Self.wrongMethod(request, allowed) }
        }
    }

    private static func wrongMethod(_ request: Request, _ allowed: String) -> Response {
        let message = """
            The \(request.method.rawValue) method is not supported for route \(request.uri.path.dropFirst()). \
            Supported methods: \(allowed).
            """
        var response = Response(json: ["message": .string(message)], status: .methodNotAllowed)
        response.headers[.allow] = allowed
        return response
    }
}
