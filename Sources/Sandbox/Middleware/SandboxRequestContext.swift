import Hummingbird
import NIOCore

/// What the middleware finds out about a request and hands on.
struct SandboxRequestContext: RequestContext {
    var coreContext: CoreRequestContextStorage
    /// Counts the requests to one of the two APIs from 0; faults are drawn by it.
    var number = 0
    /// The share of the tokens after which a stream's connection is dropped; `nil` sends them all.
    var streamCut: Double?
    /// The connection.
    let channel: any Channel

    init(source: ApplicationRequestContextSource) {
        coreContext = CoreRequestContextStorage(source: source)
        channel = source.channel
    }

    /// The `{id}` of a route.
    var idInPath: String { parameters.get("id") ?? "" }
}
