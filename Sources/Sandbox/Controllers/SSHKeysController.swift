import Hummingbird
import JSON

/// `/ssh-keys`: the keys that instances let in.
struct SSHKeysController: Sendable {
    let state: SandboxState

    func addRoutes(to group: RouterGroup<SandboxRequestContext>) {
        group.get(use: list).post(use: create).refuseMethods(except: [.get, .post])
        group.group("{id}").delete(use: delete).refuseMethods(except: [.delete])
    }

    private func list(_ request: Request, context: SandboxRequestContext) async throws -> Response {
        Response(json: ["data": .array(try await state.keys().map(\.json))])
    }

    private func create(_ request: Request, context: SandboxRequestContext) async throws -> Response {
        let key = try CreateSSHKeyRequest(try await request.computeBody)
        return Response(json: ["data": try await state.add(key).json], status: .created)
    }

    private func delete(_ request: Request, context: SandboxRequestContext) async throws -> Response {
        try await state.deleteKey(context.idInPath)
        return Response(json: ["message": "SSH key deleted."])
    }
}
