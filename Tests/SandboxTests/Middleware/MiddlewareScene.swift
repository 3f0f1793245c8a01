import HTTPTypes
import Hummingbird
import HummingbirdTesting
import Logging

@testable import Sandbox

/// Middleware in front of one route of each of the two APIs, with nothing else.
struct MiddlewareScene: Sendable {
    typealias Middleware = any MiddlewareProtocol<Request, Response, SandboxRequestContext>

    static let chat = "/api/v1/chat/completions"
    static let offers = "/api/v1/offers"

    private let router: any TestClientProtocol

    /// - Parameter handler: What both routes do.
    static func run(
        _ middleware: Middleware...,
        handler: @escaping @Sendable (SandboxRequestContext) async throws -> String = { _ in "ok" },
        _ body: @Sendable (MiddlewareScene) async throws -> Void
    ) async throws {
        let router = Router(context: SandboxRequestContext.self)
        for middleware in middleware { router.add(middleware: middleware) }
        for path in [chat, offers] {
            router.get(RouterPath(path)) { _, context in try await handler(context) }
        }
        let application = Application(router: router, logger: Logger(label: "test") { _ in SwiftLogNoOpLogHandler() })
        try await application.test(.router) { try await body(MiddlewareScene(router: $0)) }
    }

    func get(_ path: String, _ headers: HTTPFields = [:]) async throws -> SandboxClient.Answer {
        .init(try await router.executeRequest(uri: path, method: .get, headers: headers, body: nil))
    }
}
