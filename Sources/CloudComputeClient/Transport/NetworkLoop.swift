import NIOCore
import NIOPosix

/// The one event loop that all connections of this process live on.
///
/// What a connection delivers is decoded there; with more loops than one a request would change threads for each part of
/// its answer whenever the connection that is free belongs to another one.
enum NetworkLoop {
    static let shared: any EventLoop = MultiThreadedEventLoopGroup(numberOfThreads: 1).next()
}
