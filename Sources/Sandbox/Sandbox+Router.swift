import Hummingbird

extension Sandbox {
    /// The routes with what each request passes on its way to them, the outermost first.
    func router(state: SandboxState, streamRoute: ChatStreamWriter.Route) -> Router<SandboxRequestContext> {
        let router = Router(context: SandboxRequestContext.self)
        router.addMiddleware {
            RequestIDMiddleware()
            NotFoundMiddleware()
            HostHeaderMiddleware()
            BearerAuthMiddleware(key: Self.apiKey)
        }

        // The two APIs number their requests apart and share the limit.
        let rateLimit = faults.rateLimit.map { RateLimitMiddleware<SandboxRequestContext>($0, clock: clock) }
        let latency = LatencySimulator(faults: faults, clock: clock)
        let api = router.group(RouterPath(Self.basePath))
        func groupWithFaults() -> RouterGroup<SandboxRequestContext> {
            let group = api.group().add(middleware: RequestNumberMiddleware())
            if let rateLimit { group.add(middleware: rateLimit) }
            return group.add(middleware: FaultInjectionMiddleware(faults: faults, latency: latency))
        }

        api.get("models") { _, _ in Response(json: SandboxModel.list) }
        ChatCompletionsController(latency: latency, streamRoute: streamRoute)
            .addRoutes(to: groupWithFaults().group("chat/completions"))
        let machines = groupWithFaults()
            .add(middleware: LatencyMiddleware(latency: latency))
            .add(middleware: ServerErrorMiddleware())
        OffersController(state: state).addRoutes(to: machines.group("offers"))
        InstancesController(state: state, options: compute).addRoutes(to: machines.group("instances"))
        SSHKeysController(state: state).addRoutes(to: machines.group("ssh-keys"))
        return router
    }
}
