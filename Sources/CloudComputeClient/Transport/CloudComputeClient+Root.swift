import Localization
import NIOHTTP1

extension CloudComputeClient {
    /// Gets a path that every API has, so that a 404 tells of a wrong base URL.
    ///
    /// - Throws: ``CloudComputeError``. A 404 names the other form of the base URL, since the API's page doubles it.
    func acceptedAtRoot(_ path: String) async throws -> Transport.Response {
        do {
            return try await transport.accepted(.GET, path)
        } catch let error as CloudComputeError where error.code == .notFound {
            throw error.naming(path, of: configuration.baseURL)
        }
    }
}

extension CloudComputeError {
    /// The error with words for a 404 that stems from the base URL.
    func naming(_ path: String, of baseURL: BaseURL) -> CloudComputeError {
        var error = self
        error.sentence = Message("There is no API at \(baseURL)\(path) (404).")
        if let other = baseURL.otherForm {
            error.sentence = Message("\(error.sentence) The base URL may have to be \(other).")
        }
        return error
    }
}
