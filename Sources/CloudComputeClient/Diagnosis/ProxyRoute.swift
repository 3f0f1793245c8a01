import Localization

/// The way to a server, and which variables of the environment decide it.
package enum ProxyRoute: Sendable, Hashable {
    /// No variable names a proxy for the URL.
    case direct
    /// This machine is reached without the proxy that a variable names.
    case loopback(variable: String)
    /// An entry of `no_proxy` says that the proxy is not used.
    case excepted(variable: String, exception: String, exceptionsVariable: String)
    /// Through a proxy, whose address holds neither user nor password.
    case proxy(variable: String, host: String, address: String, hasUser: Bool)
    /// The variable holds no proxy that can be used; why, as a sentence.
    case unusable(variable: String, reason: String)
}

extension ProxySettings {
    /// The way to a server.
    package func route(to baseURL: BaseURL) -> ProxyRoute {
        guard let entry = entry(for: baseURL) else { return .direct }
        if baseURL.isLoopback { return .loopback(variable: entry.name) }
        if let exception = exception(for: baseURL) {
            return .excepted(
                variable: entry.name, exception: exception, exceptionsVariable: exceptionsVariable ?? "no_proxy")
        }
        do throws(CloudComputeError) {
            let proxy = try Proxy(entry.value, from: entry.name)
            return .proxy(
                variable: entry.name, host: proxy.host, address: proxy.description, hasUser: proxy.user != nil)
        } catch {
            return .unusable(variable: entry.name, reason: localized(error.sentence))
        }
    }
}
