import CloudComputeClient

extension CloudComputeClient {
    /// Runs a body with a client that is shut down behind it.
    static func use<Result>(
        _ configuration: Configuration, _ body: (CloudComputeClient) async throws -> Result
    ) async throws -> Result {
        let client = try CloudComputeClient(configuration)
        do {
            let result = try await body(client)
            await client.shutdown()
            return result
        } catch {
            await client.shutdown()
            throw error
        }
    }
}
