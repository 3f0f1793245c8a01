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
            throw error.naming(path, of: configuration.baseURL, transport.redaction)
        }
    }
}

extension CloudComputeError {
    /// The error with words for a 404 that stems from the base URL.
    func naming(_ path: String, of baseURL: BaseURL, _ redaction: Redaction) -> CloudComputeError {
        var error = self
        error.sentence = Message("There is no API at \(redaction.redact("\(baseURL)"))\(path) (404).")
        return error.naming(otherFormOf: baseURL, redaction)
    }

    /// The error with the model that was asked for.
    func naming(model: String, _ redaction: Redaction) -> CloudComputeError {
        var error = self
        error.sentence = Message("\(closedSentence) The model asked for is \"\(redaction.redact(model))\".")
        return error
    }

    /// The error with words for a 404 or 410 that stems from the base URL or from the model.
    func naming(
        _ path: String, of baseURL: BaseURL, model: String, _ redaction: Redaction
    ) -> CloudComputeError {
        var error = self
        let said = hasServerWords ? closedSentence : Message("There is nothing at this address.")
        error.sentence = Message(
            "\(redaction.redact("\(baseURL)"))\(path) answered \(statusCode ?? 404) for the model "
                + "\"\(redaction.redact(model))\": \(said) Check the base URL and the name of the model.")
        return error.naming(otherFormOf: baseURL, redaction)
    }

    private func naming(otherFormOf baseURL: BaseURL, _ redaction: Redaction) -> CloudComputeError {
        guard let other = baseURL.otherForm else { return self }
        var error = self
        error.sentence = Message(
            "\(error.sentence) The base URL may have to be \(redaction.redact("\(other)")).")
        return error
    }

    /// The sentence, with a full stop where the server's words have none.
    private var closedSentence: Message {
        let words = String(message.reversed().drop(while: \.isWhitespace).reversed())
        let isClosed = words.last.map { ".!?…".contains($0) } ?? true
        return isClosed && words == message ? sentence : Message(verbatim: words + (isClosed ? "" : "."))
    }
}
