import CloudComputeClient
import Localization
import Settings

/// The checks from the settings to the model, which need the server or would.
extension DoctorExamination {
    /// The names of the checks that need to know the server.
    private static let dependent = ["proxy", "dns", "connection", "tls", "server", "clock", "key", "model"]

    /// The checks where the settings cannot be read.
    func serverChecks(without error: any Error) -> [DoctorCheck] {
        let fix = localized("Correct the setting; `cloudcompute config path` prints where the file is.")
        let words = ErrorText().sentence(error) ?? localized("The settings were not read.")
        return [.error("settings", words, fix: fix, ExitCode(error))]
            + Self.dependent.map { .skipped($0, localized("Not checked, since the settings cannot be read.")) }
    }

    /// - Parameter commandKey: The key that a command gave.
    func serverChecks(
        _ settings: Settings, _ source: KeyFacts.Source, _ commandKey: APIKey?
    ) async -> [DoctorCheck] {
        let address = AddressFacts.gather(settings)
        let url = address.url
        var key = KeyFacts(source: source, isServerLoopback: url?.isLoopback ?? false)
        var checks = [address.check]
        var reason = isOffline ? localized("Not checked, because of --offline.") : nil
        if address.check.status == .error || url == nil {
            reason = localized("Not checked, since the base URL is not used.")
        }
        let wayChecks: [DoctorCheck]
        var certificate: CertificateFacts?
        if let url, reason == nil, !options.sandbox {
            let route = await RouteFacts.gather(url, ProxySettings(environment: environment))
            wayChecks = route.checks
            if !route.isOpen { reason = localized("Nothing was asked, since there is no connection.") }
            if url.isSecure, route.isOpen {
                certificate = await CertificateFacts.gather(url, isProxied: route.isProxied, authorities(settings))
            }
        } else {
            let words = reason ?? localized("The sandbox is a part of this process.")
            wayChecks = ["proxy", "dns", "connection"].map { .skipped($0, words) }
        }
        if reason == nil, key.check.status == .error {
            reason = localized("Nothing was asked, since there is no key to ask with.")
        }
        let server =
            if let reason { ServerFacts(settings, .notAsked(reason)) } else {
                await ServerFacts.gather(options, settings, key: commandKey)
            }
        key.answer = server.keyAnswer
        certificate?.distrust = server.distrust
        checks += wayChecks
        checks.append(
            certificate?.check
                ?? .skipped(
                    "tls",
                    url?.isSecure == false
                        ? localized("The connection is not encrypted.") : reason ?? localized("Not checked.")))
        return checks + server.checks + [key.check]
    }

    /// Where the certificates of authorities come from, if not from the system.
    private func authorities(_ settings: Settings) -> CertificateFacts.Authorities? {
        if let file = settings.caFile { return .init(place: file.content, source: file.source.description) }
        for name in ["SSL_CERT_FILE", "SSL_CERT_DIR"] {
            if let place = environment[name], !place.isEmpty { return .init(place: place, source: name) }
        }
        return nil
    }
}
