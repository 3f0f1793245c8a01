import NIOCore
import Synchronization

/// Remembers whether a server spoke HTTP/2 to one client of async-http-client, and lets it have no connection of HTTP/1.1 then.
///
/// Fact: async-http-client's HTTP2ConnectionState.migrateToHTTP1 ends the process where connections of HTTP/2 are just being
/// closed, as they are when a server takes up a new configuration, or where a balancer has servers of both kinds.
final class SpokenProtocol: Sendable {
    /// A server that spoke HTTP/2 does not any more.
    struct WentBack: Error {}

    private let isHTTP2 = Atomic(false)
    private let wentBack = Atomic(false)

    /// Whether the server spoke HTTP/2 and then offered HTTP/1.1.
    var hasGoneBack: Bool { wentBack.load(ordering: .relaxed) }

    /// Takes note of a connection of HTTP/2.
    func noteHTTP2() { isHTTP2.store(true, ordering: .relaxed) }

    /// Takes a connection of HTTP/1.1.
    ///
    /// - Throws: ``WentBack``; the connection is closed then.
    func takeHTTP1(_ channel: any Channel) throws {
        guard isHTTP2.load(ordering: .relaxed) else { return }
        wentBack.store(true, ordering: .relaxed)
        channel.close(promise: nil)
        throw WentBack()
    }
}
