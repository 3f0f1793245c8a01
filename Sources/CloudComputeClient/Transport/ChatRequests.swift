import AsyncHTTPClient
import NIOHTTP1

/// How a reply is asked for.
enum ReplyForm: Sendable {
    case whole, stream

    /// The media type that is accepted.
    var mediaType: StaticString {
        switch self {
        case .whole: "application/json"
        case .stream: "text/event-stream"
        }
    }
}

/// The requests that chats go out by, without their bodies: made once, since reading the URL costs as much as a short reply.
///
/// They are large, and the transport that has them is copied to wherever a reply is waited for.
final class ChatRequests: Sendable {
    private let whole: HTTPClient.Request
    private let stream: HTTPClient.Request

    /// - Throws: Where the URL cannot be used.
    init(to target: RequestTarget, apiKey: String?) throws {
        whole = try Self.request(target, .whole, apiKey: apiKey)
        stream = try Self.request(target, .stream, apiKey: apiKey)
    }

    subscript(form: ReplyForm) -> HTTPClient.Request {
        switch form {
        case .whole: whole
        case .stream: stream
        }
    }

    private static func request(_ target: RequestTarget, _ form: ReplyForm, apiKey: String?) throws
        -> HTTPClient.Request
    {
        var headers = HTTPHeaders()
        if let host = target.host { headers.add(name: "host", value: host) }
        headers.add(name: "accept", value: "\(form.mediaType)")
        headers.add(name: "user-agent", value: "cloudcompute")
        if let apiKey { headers.add(name: "authorization", value: "Bearer \(apiKey)") }
        headers.add(name: "content-type", value: "application/json")
        return try HTTPClient.Request(url: target.url, method: .POST, headers: headers)
    }
}
