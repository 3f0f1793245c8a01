import NIOCore

extension CloudComputeClient {
    /// Lists the models that can be asked (`GET /models`).
    ///
    /// - Throws: ``CloudComputeError``. A 404 names the other form of the base URL, since the API's page doubles it.
    public func models() async throws -> ModelList {
        let body = try await transport.collect(try await acceptedAtRoot("/models"))
        return try ModelList(body: Array(body.readableBytesView))
    }
}
