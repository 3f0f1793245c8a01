import AsyncHTTPClient
import Localization

#if canImport(FoundationEssentials)
    import FoundationEssentials
#else
    import Foundation
#endif

/// A proxy that requests go through.
///
/// Its password is not in its description.
struct Proxy: Sendable, Hashable, CustomStringConvertible {
    /// How the proxy is spoken to.
    enum Kind: Sendable {
        case http, socks5
    }

    var kind: Kind
    var host: String
    var port: Int
    var user: String?
    var password: String?

    /// Reads `http://user:password@host:port`, `socks5://host:port` or `host:port`.
    ///
    /// Fact: curl takes the same forms, and port 1080 where none is named (https://curl.se/docs/manpage.html, `--proxy`).
    ///
    /// - Parameter source: The variable that holds the text, which errors name in its stead.
    init(_ text: String, from source: String) throws(CloudComputeError) {
        func invalid(_ reason: Message) -> CloudComputeError {
            CloudComputeError(.invalidConfiguration, Message("The proxy in \(source) \(reason)."))
        }
        let isBare = text.utf8.firstRange(of: "://".utf8) == nil
        guard let parts = URLComponents(string: isBare ? "http://\(text)" : text),
            let scheme = parts.scheme?.lowercased(),
            let host = parts.host, !host.isEmpty, parts.port.map({ (1...65535).contains($0) }) ?? true
        else { throw invalid(Message("is not a URL such as http://proxy.example:3128")) }
        switch scheme {
        case "http": kind = .http
        case "socks5", "socks5h", "socks": kind = .socks5
        default: throw invalid(Message("begins with \(scheme)://; proxies of http:// and socks5:// can be used"))
        }
        self.host = host.hasPrefix("[") && host.hasSuffix("]") ? String(host.dropFirst().dropLast()) : host
        port = parts.port ?? 1080
        user = parts.user
        password = parts.password
        if kind == .socks5, user != nil || password != nil {
            throw invalid(Message("has a user name, which cannot be used with SOCKS"))
        }
    }

    var description: String { "\(host.utf8.contains(UInt8(ascii: ":")) ? "[\(host)]" : host):\(port)" }

    /// The proxy as async-http-client takes it.
    var configuration: HTTPClient.Configuration.Proxy {
        guard kind == .http else { return .socksServer(host: host, port: port) }
        let authorization = user.map { HTTPClient.Authorization.basic(username: $0, password: password ?? "") }
        return .server(host: host, port: port, authorization: authorization)
    }
}
