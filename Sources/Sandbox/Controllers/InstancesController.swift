import Hummingbird
import JSON

/// `/instances`: the machines that are rented.
struct InstancesController: Sendable {
    let state: SandboxState
    let options: ComputeOptions

    func addRoutes(to group: RouterGroup<SandboxRequestContext>) {
        group.get(use: list).post(use: create).refuseMethods(except: [.get, .post])
        group.group("{id}").get(use: show).patch(use: update).delete(use: destroy)
            .refuseMethods(except: [.get, .patch, .delete])
    }

    private func list(_ request: Request, context: SandboxRequestContext) async throws -> Response {
        let instances = try await state.instances()
        let view = view
        return Response(json: ["data": .array(instances.map { $0.json(view) })])
    }

    private func create(_ request: Request, context: SandboxRequestContext) async throws -> Response {
        let rental = try CreateInstanceRequest(try await request.computeBody)
        return Response(json: ["data": try await state.rent(rental).json(view)], status: .created)
    }

    private func show(_ request: Request, context: SandboxRequestContext) async throws -> Response {
        Response(json: ["data": try await state.instance(context.idInPath).json(view)])
    }

    private func update(_ request: Request, context: SandboxRequestContext) async throws -> Response {
        _ = try await state.instance(context.idInPath)
        let update = try UpdateInstanceRequest(try await request.computeBody)
        return Response(json: ["data": try await state.update(context.idInPath, update).json(view)])
    }

    private func destroy(_ request: Request, context: SandboxRequestContext) async throws -> Response {
        try await state.destroy(context.idInPath)
        return Response(json: ["message": "Instance deleted."])
    }

    private var view: Instance.View {
        Instance.View(
            now: state.time, bootTime: state.bootTime, ssh: options.sshEndpoint, httpPort: options.httpPort)
    }
}
