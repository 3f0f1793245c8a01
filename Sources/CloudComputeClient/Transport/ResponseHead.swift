import Localization
import NIOHTTP1

/// What an answer begins with.
struct ResponseHead: Sendable {
    let status: Int
    let headers: ResponseHeaders

    /// Whether the request was accepted.
    var isSuccess: Bool { (200..<300).contains(status) }

    /// - Throws: ``CloudComputeError`` where the body is compressed in a way that was not asked for.
    init(status: HTTPResponseStatus, _ headers: HTTPHeaders, _ redaction: Redaction) throws(CloudComputeError) {
        self.status = Int(status.code)
        self.headers = ResponseHeaders(headers, redaction)
        guard let encoding = self.headers.unknownEncoding else { return }
        throw CloudComputeError(
            .badReply,
            Message("The server's reply is compressed by \"\(encoding.prefix(40))\", which was not asked for."),
            statusCode: self.status)
    }

    /// The error with what the head says of it.
    func naming(_ error: CloudComputeError) -> CloudComputeError {
        var error = error
        error.requestID = error.requestID ?? headers.requestID
        error.retryAfter = error.retryAfter ?? headers.retryAfter
        return error
    }
}
