import Localization

/// Whom a client talks to, and by which way: what errors name.
struct Peer: Sendable {
    /// The server.
    var baseURL: BaseURL
    /// The proxy on the way, if there is one.
    var proxy: Proxy?

    /// Whom a connection is made to, as it stands in a sentence.
    var firstHop: Message { proxy.map { Message("the proxy \($0)") } ?? Message(verbatim: baseURL.description) }
}
