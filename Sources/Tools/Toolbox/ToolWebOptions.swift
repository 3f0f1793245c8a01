package import CloudComputeClient

/// How servers that are reached by a URL are connected to.
package struct ToolWebOptions: Sendable {
    package var proxies = ProxySettings.none
    /// Authorities that are trusted in place of the system's.
    package var caFile: String?
    package var caDirectory: String?

    package init() {}

    /// As the environment says it.
    package init(environment: [String: String]) {
        proxies = ProxySettings(environment: environment)
        caFile = environment["SSL_CERT_FILE"].flatMap { $0.isEmpty ? nil : $0 }
        caDirectory = environment["SSL_CERT_DIR"].flatMap { $0.isEmpty ? nil : $0 }
    }
}
