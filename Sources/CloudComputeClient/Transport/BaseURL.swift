#if canImport(FoundationEssentials)
    import FoundationEssentials
#else
    import Foundation
#endif

/// The address that all paths of the API hang from.
public struct BaseURL: Sendable, Hashable, CustomStringConvertible {
    /// CloudCompute's own address.
    public static let cloudCompute = "https://app.cloudcompute.ru/api/v1"

    /// The address without a slash at its end.
    public let description: String
    /// The host's name or number.
    public let host: String
    /// Whether what is sent is encrypted.
    public let isSecure: Bool

    /// Checks an address.
    ///
    /// - Throws: ``CloudComputeError`` of code `invalidConfiguration`, with a sentence that says what is wrong.
    public init(_ text: String) throws(CloudComputeError) {
        func invalid(_ reason: String) -> CloudComputeError {
            CloudComputeError(.invalidConfiguration, "The base URL \"\(text)\" \(reason).")
        }
        guard let parts = URLComponents(string: text), let scheme = parts.scheme?.lowercased() else {
            throw invalid("is not a URL; it should look like \(Self.cloudCompute)")
        }
        guard scheme == "https" || scheme == "http" else {
            throw invalid("does not begin with https:// or http://")
        }
        guard let host = parts.host, !host.isEmpty else { throw invalid("names no host") }
        guard parts.user == nil, parts.password == nil else {
            throw CloudComputeError(
                .invalidConfiguration, "The base URL holds a user name or a password; give the key apart from it.")
        }
        guard parts.query == nil, parts.fragment == nil else { throw invalid("has a ? or a # in it") }
        if let port = parts.port, !(1...65535).contains(port) { throw invalid("has a port that does not exist") }
        var trimmed = Substring(text)
        while trimmed.hasSuffix("/") { trimmed.removeLast() }
        description = String(trimmed)
        self.host = host
        isSecure = scheme == "https"
    }

    /// Whether the address is on this machine.
    public var isLoopback: Bool {
        host == "localhost" || host.hasPrefix("127.") || host == "::1" || host == "[::1]"
    }

    /// The other form of the address that the API's own page uses: `/api/v1` doubled, or doubled no more.
    public var otherForm: String? {
        let suffix = "/api/v1"
        if description.hasSuffix(suffix + suffix) { return String(description.dropLast(suffix.count)) }
        return description.hasSuffix(suffix) ? description + suffix : nil
    }
}
