package import CloudComputeClient
import Localization
import Synchronization

extension Tunnel {
    /// How often the other side is asked whether it answers yet.
    private static let pace = Duration.milliseconds(500)

    /// Waits until a model answers `/models` through the socket.
    ///
    /// - Parameters:
    ///   - baseURL: What the model is asked as.
    ///   - key: The key that the model wants.
    ///   - tell: Called once where the model does not answer at the first time.
    /// - Throws: ``TunnelError`` where ssh ends or nothing answers in time; `CancellationError`.
    package func waitForModel(
        at baseURL: BaseURL, key: String?, patience: Duration, tell: @escaping @Sendable () -> Void
    ) async throws {
        var configuration = CloudComputeClient.Configuration(baseURL: baseURL, apiKey: key)
        configuration.connectTimeout = .seconds(2)
        configuration.requestTimeout = .seconds(10)
        let path = socketPath
        configuration.unixSocket = .init { path }
        let client = try CloudComputeClient(configuration)
        let last = Mutex<String?>(nil)
        let result: Result<Bool?, any Error>
        do {
            result = .success(
                try await Instances.within(patience) {
                    while true {
                        guard let failure = try await self.failure(of: client) else { return true }
                        let isFirst = last.withLock { last in
                            defer { last = failure }
                            return last == nil
                        }
                        if isFirst { tell() }
                        if let ending = try await Instances.within(Self.pace, { try await self.waitForEnd() }) {
                            throw TunnelError.ended(ending)
                        }
                    }
                })
        } catch { result = .failure(error) }
        await client.shutdown()
        if try result.get() == nil {
            throw TunnelError.noAnswer(refusal ?? last.withLock { $0 })
        }
    }

    /// Why the model does not answer now; `nil` where it does.
    private func failure(of client: CloudComputeClient) async throws -> String? {
        do {
            _ = try await client.models()
            return nil
        } catch let error as CloudComputeError {
            // Whoever wants a key is there, which is all that is asked here.
            if error.code == .unauthorized || error.code == .forbidden { return nil }
            if error.code == .cancelled { throw CancellationError() }
            return localized(error.sentence)
        }
    }

    /// What ssh says where the instance does not take the connections that are forwarded to it.
    var refusal: String? {
        guard let line = lastLine, line.contains("open failed") else { return nil }
        return line
    }
}
