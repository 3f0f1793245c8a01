import Hummingbird

/// Which of the API's two ways of saying an error is used.
enum ErrorFormat: Sendable {
    /// OpenAI's `error` object, with a type and a numeric code.
    case inference
    /// Laravel's `message`, or an `error` object with a code in words.
    case compute

    init(_ request: Request) {
        let path = request.uri.path
        let prefixes = ["/models", "/chat"].map { Sandbox.basePath + $0 }
        self = prefixes.contains { path.hasPrefix($0) } ? .inference : .compute
    }
}
