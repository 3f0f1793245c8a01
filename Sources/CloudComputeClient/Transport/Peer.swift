/// Whom a client talks to, and by which way: what errors name.
struct Peer: Sendable {
    /// The server.
    var baseURL: BaseURL
    /// The proxy on the way, if there is one.
    var proxy: Proxy?

    /// Whom a connection is made to, as it stands in a sentence.
    var firstHop: String { proxy.map { "the proxy \($0)" } ?? "\(baseURL)" }
}
