import NIOCore
import NIOHTTP1

extension CloudComputeClient {
    /// Lists the models that can be asked (`GET /models`).
    ///
    /// - Throws: ``CloudComputeError``. A 404 names the other form of the base URL, since the API's page doubles it.
    public func models() async throws -> ModelList {
        let answer: Transport.Answer
        do {
            answer = try await transport.accepted(.GET, "/models")
        } catch var error as CloudComputeError where error.code == .notFound {
            let address = "\(configuration.baseURL)/models"
            error.message = "There is no API at \(address) (404)."
            if let other = configuration.baseURL.otherForm { error.message += " The base URL may have to be \(other)." }
            throw error
        }
        let body = try await transport.collect(answer)
        return try ModelList(body: Array(body.readableBytesView))
    }
}
