import CloudComputeClient
import Hummingbird
public import Logging
import NIOCore

/// The CloudCompute API on loopback: the same paths, bodies and refusals, with replies made up from the request.
public struct Sandbox: Sendable {
    /// The one API key that the sandbox takes.
    ///
    /// It opens nothing else.
    public static let apiKey = "cc-sandbox"
    /// The path that the API's paths hang from.
    public static let basePath = "/api/v1"

    private let faults: SandboxFaults
    private let port: Int
    private let logger: Logger
    private let clock: any Clock<Duration>

    /// Creates a sandbox; nothing listens yet.
    ///
    /// - Parameters:
    ///   - faults: What it does wrong on purpose.
    ///   - port: The port on 127.0.0.1; 0 takes a free one.
    ///   - logger: Where the server logs.
    ///   - clock: What latency, token rate and rate limit are measured by.
    public init(
        faults: SandboxFaults = SandboxFaults(), port: Int = 0,
        logger: Logger = Logger(label: "sandbox") { _ in SwiftLogNoOpLogHandler() },
        clock: any Clock<Duration> = ContinuousClock()
    ) {
        self.faults = faults
        self.port = port
        self.logger = logger
        self.clock = clock
    }

    /// Serves until the task is cancelled.
    ///
    /// - Parameter whenReady: Called once with the base URL when requests are taken.
    /// - Throws: What kept the server from listening, for example a port that is taken.
    public func run(whenReady: @escaping @Sendable (String) async -> Void) async throws {
        let router = Router()
        let clerk = ChatClerk(faults: faults, clock: clock)
        router.add(middleware: RequestNumbering())
        router.add(middleware: BearerCheck())
        let api = router.group(RouterPath(Self.basePath))
        api.get("models") { _, _ in Response(json: SandboxModel.list) }
        api.post("chat/completions") { request, _ in try await clerk.answer(request) }
        let application = Application(
            router: router,
            configuration: ApplicationConfiguration(
                address: .hostname("127.0.0.1", port: port), serverName: "cloudcompute-sandbox"),
            onServerRunning: { channel in
                let port = channel.localAddress?.port ?? port
                await whenReady("http://127.0.0.1:\(port)\(Self.basePath)")
            },
            logger: logger)
        try await application.run()
    }

    /// Serves while the body runs, which gets the base URL.
    ///
    /// - Throws: What the body throws, or what kept the server from listening.
    public func serve<Result: Sendable>(
        while body: @escaping @Sendable (String) async throws -> Result
    ) async throws -> Result {
        let (addresses, continuation) = AsyncStream.makeStream(of: String.self)
        return try await withThrowingTaskGroup(of: Result?.self) { group in
            group.addTask {
                defer { continuation.finish() }
                try await run { continuation.yield($0) }
                return nil
            }
            group.addTask {
                var iterator = addresses.makeAsyncIterator()
                guard let address = await iterator.next() else { return nil }
                return try await body(address)
            }
            defer { group.cancelAll() }
            while let result = try await group.next() {
                if let result { return result }
            }
            throw CancellationError()
        }
    }
}
