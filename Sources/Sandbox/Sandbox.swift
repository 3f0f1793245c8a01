import CloudComputeClient
import Hummingbird
package import Logging
import NIOCore
import ServiceLifecycle

/// The CloudCompute API on loopback: the same paths, bodies and refusals, with replies made up from the request.
package struct Sandbox: Sendable {
    /// The one API key that the sandbox takes.
    ///
    /// It opens nothing else.
    package static let apiKey = "cc-sandbox"
    /// The path that the API's paths hang from.
    package static let basePath = "/api/v1"

    private let faults: SandboxFaults
    private let port: Int
    private let compute: ComputeOptions
    private let logger: Logger
    private let clock: any Clock<Duration>

    /// Creates a sandbox; nothing listens yet.
    ///
    /// - Parameters:
    ///   - faults: What it does wrong on purpose.
    ///   - port: The port on 127.0.0.1; 0 takes a free one.
    ///   - compute: How it rents machines.
    ///   - logger: Where the server logs.
    ///   - clock: What latency, token rate and rate limit are measured by.
    package init(
        faults: SandboxFaults = SandboxFaults(), port: Int = 0, compute: ComputeOptions = ComputeOptions(),
        logger: Logger = Logger(label: "sandbox") { _ in SwiftLogNoOpLogHandler() },
        clock: any Clock<Duration> = ContinuousClock()
    ) {
        self.faults = faults
        self.port = port
        self.compute = compute
        self.logger = logger
        self.clock = clock
    }

    /// Serves until the process ends.
    ///
    /// - Returns: The base URL.
    /// - Throws: What kept the server from listening, for example a port that is taken, or ``SandboxStateError``.
    package func launch() async throws -> String {
        let state = try SandboxState(compute)
        let (addresses, continuation) = AsyncThrowingStream.makeStream(of: String.self)
        let application = application(state) { continuation.yield($0) }
        Task {
            do { try await application.run() } catch { continuation.finish(throwing: error) }
        }
        for try await address in addresses { return address }
        throw CancellationError()
    }

    /// Serves while the body runs, which gets the base URL, and until the requests that are under way then are answered.
    ///
    /// - Throws: What the body throws, what kept the server from listening, or ``SandboxStateError``.
    package func serve<Result: Sendable>(while body: @Sendable (String) async throws -> Result) async throws -> Result {
        let state = try SandboxState(compute)
        let (addresses, continuation) = AsyncThrowingStream.makeStream(of: String.self)
        // A server that is cancelled drops its connections in a way that NIO takes for a programming error, so it is
        // asked to finish.
        let service = ServiceGroup(
            configuration: ServiceGroupConfiguration(
                services: [application(state) { continuation.yield($0) }], logger: logger))
        let server = Task {
            do { try await service.run() } catch { continuation.finish(throwing: error) }
        }
        var iterator = addresses.makeAsyncIterator()
        guard let address = try await iterator.next() else { throw CancellationError() }
        do {
            let result = try await body(address)
            await service.triggerGracefulShutdown()
            await server.value
            return result
        } catch {
            await service.triggerGracefulShutdown()
            await server.value
            throw error
        }
    }

    private func application(
        _ state: SandboxState, whenReady: @escaping @Sendable (String) -> Void
    ) -> some ApplicationProtocol {
        let router = Router()
        let doorkeeper = Doorkeeper(faults: faults, clock: clock)
        let clerk = ChatClerk(faults: faults, clock: clock, doorkeeper: doorkeeper)
        let computeClerk = ComputeClerk(
            state: state, options: compute, pace: Pace(faults: faults, clock: clock), doorkeeper: doorkeeper,
            logger: logger)
        router.add(middleware: RequestNumbering())
        router.add(middleware: HostCheck())
        router.add(middleware: BearerCheck())
        let api = router.group(RouterPath(Self.basePath))
        api.get("models") { _, _ in Response(json: SandboxModel.list) }
        api.post("chat/completions") { request, _ in try await clerk.answer(request) }
        ComputeRoutes(clerk: computeClerk).add(to: api)
        return Application(
            router: router,
            configuration: ApplicationConfiguration(
                address: .hostname("127.0.0.1", port: port), serverName: "cloudcompute-sandbox"),
            onServerRunning: { channel in
                whenReady("http://127.0.0.1:\(channel.localAddress?.port ?? 0)\(Self.basePath)")
            },
            logger: logger)
    }
}
