import Hummingbird
import JSON

/// `/offers`: the machines to rent.
struct OffersController: Sendable {
    let state: SandboxState

    func addRoutes(to group: RouterGroup<SandboxRequestContext>) {
        group.get(use: list).refuseMethods(except: [.get])
    }

    private func list(_ request: Request, context: SandboxRequestContext) async throws -> Response {
        Response(json: ["data": .array(try await state.freeOffers().map(\.json))])
    }
}
