import Hummingbird
package import Logging

/// The CloudCompute API on loopback: the same paths, bodies and errors, with replies made up from the request.
package struct Sandbox: Sendable {
    /// The one API key that the sandbox takes; it opens nothing else.
    package static let apiKey = "cc-sandbox"
    /// The path that the API's paths hang from.
    package static let basePath = "/api/v1"
    /// So many connections may wait to be taken; Linux's own bound is the same.
    private static let listenQueue = 4096

    let faults: SandboxFaults
    let compute: ComputeOptions
    let clock: any Clock<Duration>
    private let port: Int
    private let logger: Logger

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

    /// Listens, and serves until the process ends.
    ///
    /// - Returns: The base URL.
    /// - Throws: What kept the server from listening, for example a port that is taken, or ``SandboxStateError``.
    package func launch() async throws -> String {
        let (addresses, continuation) = AsyncThrowingStream.makeStream(of: String.self)
        let application = try application(streamRoute: clock is ContinuousClock ? .eventLoop : .task) {
            continuation.yield($0)
        }
        Task {
            do {
                try await application.run()
                continuation.finish()
            } catch {
                continuation.finish(throwing: error)
            }
        }
        for try await address in addresses { return address }
        throw CancellationError()
    }

    /// The server as a value; `whenListening` is given the base URL.
    func application(
        streamRoute: ChatStreamWriter.Route = .task,
        whenListening: @escaping @Sendable (String) -> Void = { _ in }
    ) throws(SandboxStateError) -> some ApplicationProtocol {
        Application(
            router: router(state: try SandboxState(compute), streamRoute: streamRoute),
            configuration: ApplicationConfiguration(
                address: .hostname("127.0.0.1", port: port), serverName: "cloudcompute-sandbox",
                backlog: Self.listenQueue),
            onServerRunning: { channel in
                whenListening("http://127.0.0.1:\(channel.localAddress?.port ?? 0)\(Self.basePath)")
            },
            logger: logger)
    }
}
