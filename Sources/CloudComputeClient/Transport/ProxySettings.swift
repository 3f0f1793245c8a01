#if canImport(FoundationEssentials)
    import FoundationEssentials
#else
    import Foundation
#endif

/// Which proxies requests go through, as the environment says it.
///
/// Read are `https_proxy`, `http_proxy`, `all_proxy` and `no_proxy`, each in lower case first and then in upper case, an
/// empty one like none. `HTTP_PROXY` is not read where `REQUEST_METHOD` is set, since in a CGI program that one comes from
/// the caller. This machine is reached without a proxy.
///
/// Fact: curl's rules, https://curl.se/docs/manpage.html#ENVIRONMENT; httpoxy, CVE-2016-5385.
public struct ProxySettings: Sendable, Hashable {
    /// No proxies.
    public static let none = ProxySettings(environment: [:])

    /// A variable that is set.
    struct Entry: Sendable, Hashable {
        var name: String
        var value: String
    }

    private let https: Entry?
    private let http: Entry?
    /// The variable that names what is reached without a proxy.
    let exceptionsVariable: String?
    private let exceptions: [String]

    /// Reads the environment; what it holds is checked once a proxy is needed.
    public init(environment: [String: String]) {
        func entry(_ names: String...) -> Entry? {
            names.lazy.compactMap { name in
                environment[name].flatMap { $0.isEmpty ? nil : Entry(name: name, value: $0) }
            }.first
        }
        let isCalledByServer = environment["REQUEST_METHOD"] != nil
        let all = entry("all_proxy", "ALL_PROXY")
        https = entry("https_proxy", "HTTPS_PROXY") ?? all
        http = entry("http_proxy") ?? (isCalledByServer ? nil : entry("HTTP_PROXY")) ?? all
        let exceptions = entry("no_proxy", "NO_PROXY")
        exceptionsVariable = exceptions?.name
        self.exceptions = (exceptions?.value ?? "").lowercased()
            .split { $0 == "," || $0 == " " }.map(String.init)
    }

    /// The proxy on the way to a server; `nil` where there is none.
    ///
    /// - Throws: ``CloudComputeError`` of code `invalidConfiguration` where the variable does not hold one.
    func proxy(to baseURL: BaseURL) throws(CloudComputeError) -> Proxy? {
        guard let entry = entry(for: baseURL), !baseURL.isLoopback, exception(for: baseURL) == nil else {
            return nil
        }
        return try Proxy(entry.value, from: entry.name)
    }

    /// The variable about URLs of the scheme.
    func entry(for baseURL: BaseURL) -> Entry? { baseURL.isSecure ? https : http }

    /// What of `no_proxy` names the host, a domain above it, a block of addresses with it, or everything.
    ///
    /// A host that is a number is compared as such alone, so that `2.3` is no domain above `10.1.2.3`.
    func exception(for baseURL: BaseURL) -> String? {
        var host = baseURL.plainHost
        if host.hasSuffix(".") { host.removeLast() }
        let address = AddressBlock(host)
        return exceptions.first { exception in
            if exception == "*" { return true }
            let port = ":\(baseURL.port)"
            let bare = exception.hasSuffix(port) ? exception.dropLast(port.utf8.count) : exception[...]
            if let address {
                // What ends like the port may be a part of the address: fd00::443.
                return [exception[...], bare].contains { AddressBlock($0)?.contains(address) == true }
            }
            var name = bare
            if name.hasPrefix("*.") { name = name.dropFirst() }
            if name.hasPrefix(".") { name = name.dropFirst() }
            if name.hasSuffix(".") { name = name.dropLast() }
            return name == "*" || host == name || !name.isEmpty && host.hasSuffix("." + name)
        }
    }
}
