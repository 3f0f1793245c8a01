import Localization
import NIOHTTP1

/// What came of a request for the models, for those who look for what is wrong.
package struct ServerProbe: Sendable {
    /// The list, or why there is none.
    package var models: Result<ModelList, CloudComputeError>
    /// When the server says that it answered, in seconds since 1970.
    package var date: Int?
    /// How long the head of the answer took; `nil` where none came.
    package var latency: Duration?
}

extension CloudComputeClient {
    /// Asks for the models; whatever happens is part of the result.
    package func probe() async -> ServerProbe {
        let path = "/models"
        let start = ContinuousClock.now
        var probe = ServerProbe(models: .failure(CloudComputeError(.cancelled, Message("The request was cancelled."))))
        do {
            let answer = try await transport.answer(.GET, path)
            probe.latency = .now - start
            probe.date = answer.date.flatMap(RetryAfter.date)
            probe.models = .success(
                try ModelList(body: try await transport.collect(try await transport.accepted(answer))))
        } catch {
            let failure = CloudComputeError(transport: error, peer: transport.peer)
            probe.models = .failure(
                failure.code == .notFound
                    ? failure.naming(path, of: configuration.baseURL, transport.redaction) : failure)
        }
        return probe
    }
}
