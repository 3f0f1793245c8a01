import Localization

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
    /// The port, be it named or that of the scheme.
    package let port: Int

    /// Checks an address.
    ///
    /// - Throws: ``CloudComputeError`` of code `invalidConfiguration`, with a sentence that says what is wrong.
    public init(_ text: String) throws(CloudComputeError) {
        func invalid(_ reason: Message) -> CloudComputeError {
            CloudComputeError(.invalidConfiguration, Message("The base URL \"\(text)\" \(reason)."))
        }
        let parts = URLComponents(string: text)
        guard parts?.user == nil, parts?.password == nil, !Self.mayHoldPassword(text) else {
            throw CloudComputeError(
                .invalidConfiguration,
                Message("The base URL holds a user name or a password; give the key apart from it."))
        }
        guard let parts, let scheme = parts.scheme?.lowercased() else {
            throw invalid(Message("is not a URL; it should look like \(Self.cloudCompute)"))
        }
        guard scheme == "https" || scheme == "http" else {
            throw invalid(Message("does not begin with https:// or http://"))
        }
        guard let host = parts.host, !host.isEmpty else { throw invalid(Message("names no host")) }
        guard parts.percentEncodedHost?.utf8.contains(UInt8(ascii: "%")) == false else {
            throw invalid(Message("has a % in its host"))
        }
        guard parts.query == nil, parts.fragment == nil else { throw invalid(Message("has a ? or a # in it")) }
        if let port = parts.port, !(1...65535).contains(port) {
            throw invalid(Message("has a port that does not exist"))
        }
        var trimmed = Substring(text)
        while trimmed.hasSuffix("/") { trimmed.removeLast() }
        description = String(trimmed)
        self.host = host
        isSecure = scheme == "https"
        port = parts.port ?? (isSecure ? 443 : 80)
    }

    /// Whether a text that is no usable URL has an `@` before its path all the same, so that it should not be repeated.
    private static func mayHoldPassword(_ text: String) -> Bool {
        guard let start = text.utf8.firstRange(of: "://".utf8)?.upperBound else { return false }
        return text.utf8[start...].prefix { $0 != UInt8(ascii: "/") }.contains(UInt8(ascii: "@"))
    }

    /// The host in lower case, without the brackets around an IPv6 address.
    package var plainHost: String {
        let host = host.lowercased()
        return host.hasPrefix("[") && host.hasSuffix("]") ? String(host.dropFirst().dropLast()) : host
    }

    /// The scheme, host and port: what a key is for.
    package var origin: String {
        let host = plainHost
        let place = "\(isSecure ? "https" : "http")://\(host.utf8.contains(UInt8(ascii: ":")) ? "[\(host)]" : host)"
        return port == (isSecure ? 443 : 80) ? place : "\(place):\(port)"
    }

    /// Whether the address is on this machine: `localhost`, or a number of its own that is written out in full.
    ///
    /// A name that only looks like such a number, as `127.0.0.1.example`, is looked up like any other, and is not.
    public var isLoopback: Bool {
        let host = plainHost
        if host == "localhost" || host == "localhost." { return true }
        guard let bytes = AddressBlock.bytes(host) else { return false }
        if bytes.count == 4 { return bytes[0] == 127 }
        let isMapped = bytes[..<10].allSatisfy { $0 == 0 } && bytes[10] == 0xFF && bytes[11] == 0xFF
        return isMapped ? bytes[12] == 127 : bytes[..<15].allSatisfy { $0 == 0 } && bytes[15] == 1
    }

    /// The other form of the address that the API's own page uses: `/api/v1` doubled, or doubled no more.
    public var otherForm: String? {
        let suffix = "/api/v1"
        if description.hasSuffix(suffix + suffix) { return String(description.dropLast(suffix.count)) }
        return description.hasSuffix(suffix) ? description + suffix : nil
    }
}
