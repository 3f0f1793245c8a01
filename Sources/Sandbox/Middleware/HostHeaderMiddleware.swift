import Hummingbird

/// Refuses requests that name another host than this machine.
///
/// A web page whose own name has been pointed at 127.0.0.1 could reach the sandbox with a browser otherwise.
struct HostHeaderMiddleware<Context: RequestContext>: RouterMiddleware {
    func handle(
        _ request: Request, context: Context, next: @concurrent (Request, Context) async throws -> Response
    ) async throws -> Response {
        guard Self.isLocal(request.head.authority ?? "") else { throw APIError.misdirected }
        return try await next(request, context)
    }

    /// Whether a `Host` header, perhaps with a port, names this machine; programs may leave it empty, browsers do not.
    private static func isLocal(_ host: String) -> Bool {
        let bytes = Array(host.lowercased().utf8)
        return ["", "127.0.0.1", "localhost", "[::1]"].contains { name in
            guard bytes.starts(with: name.utf8) else { return false }
            let port = bytes.dropFirst(name.utf8.count)
            guard let colon = port.first else { return true }
            return colon == UInt8(ascii: ":") && port.dropFirst().allSatisfy { (0x30...0x39).contains($0) }
        }
    }
}
