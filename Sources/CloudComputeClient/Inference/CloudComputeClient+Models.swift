import NIOCore

extension CloudComputeClient {
    /// Lists the models that can be asked (`GET /models`).
    ///
    /// - Throws: ``CloudComputeError``. A 404 names the other form of the base URL, since the API's page doubles it.
    public func models() async throws -> ModelList {
        try ModelList(body: try await transport.collect(try await acceptedAtRoot("/models")))
    }
}
