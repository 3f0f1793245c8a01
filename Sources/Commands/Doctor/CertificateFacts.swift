import CloudComputeClient
import Foundation
import JSON
import Localization

/// How the connection is encrypted.
struct CertificateFacts: Sendable {
    /// Where certificates of authorities come from, if not from the system.
    struct Authorities: Sendable, Hashable {
        var place: String
        var source: String
    }

    /// A certificate that ends within this is warned of, in seconds.
    static let soon = 14 * 86_400

    var host: String
    /// `nil` where none was shown.
    var certificate: PresentedCertificate?
    var isProxied: Bool
    var authorities: Authorities?
    /// What is wrong with it in the client's words; `nil` where it is trusted or nobody asked.
    var distrust: String?
    /// Seconds since 1970.
    var now: Int

    private var facts: JSONObject {
        [
            "subject": JSONValue(certificate?.subject), "issuer": JSONValue(certificate?.issuer),
            "not_before": certificate.map { .string(PresentedCertificate.day($0.notBefore)) } ?? .null,
            "not_after": certificate.map { .string(PresentedCertificate.day($0.notAfter)) } ?? .null,
            "authorities": JSONValue(authorities?.place), "authorities_source": JSONValue(authorities?.source),
        ]
    }

    var check: DoctorCheck {
        if let distrust { return .error("tls", distrust, fix: fixForDistrust, .unavailable, facts) }
        let own = authorities.map { localized(" Authorities are those of \($0.place) (\($0.source)).") } ?? ""
        guard let certificate else {
            return isProxied
                ? .skipped("tls", localized("Certificates are not looked at through a proxy.") + own, facts)
                : .skipped("tls", localized("The server showed no certificate.") + own, facts)
        }
        let day = PresentedCertificate.day(certificate.notAfter)
        if isCurrent == false {
            return .error(
                "tls",
                localized(
                    "The certificate of \(host) holds from \(PresentedCertificate.day(certificate.notBefore)) to \(day), which is not now."
                ),
                fix: Self.fixForTime, .unavailable, facts)
        }
        let isOverSoon = certificate.notAfter - now < Self.soon
        let sentence =
            switch (certificate.issuer, isOverSoon) {
            case (let issuer?, true):
                localized("The certificate of \(host) issued by \"\(issuer)\" holds until \(day), which is soon.")
            case (let issuer?, false):
                localized("The certificate of \(host) issued by \"\(issuer)\" holds until \(day).")
            case (nil, true): localized("The certificate of \(host) holds until \(day), which is soon.")
            case (nil, false): localized("The certificate of \(host) holds until \(day).")
            }
        return isOverSoon
            ? .warning("tls", sentence + own, fix: localized("Have the server's certificate renewed."), facts)
            : .ok("tls", sentence + own, facts)
    }

    /// Whether the certificate holds now; `nil` where none was shown.
    private var isCurrent: Bool? { certificate.map { $0.notBefore <= now && now <= $0.notAfter } }

    private var fixForDistrust: String {
        if isCurrent == false { return Self.fixForTime }
        switch (certificate?.issuer, authorities) {
        case (let issuer?, let place?):
            return localized(
                "Put the certificate of the authority \"\(issuer)\" into \(place.place) (\(place.source)), if you trust it."
            )
        case (nil, let place?):
            return localized(
                "Put the certificate of the authority into \(place.place) (\(place.source)), if you trust it.")
        case (let issuer?, nil):
            return localized(
                "Set ca_file in the profile, or SSL_CERT_FILE, to a file with the certificate of the authority "
                    + "\"\(issuer)\", if you trust it.")
        case (nil, nil):
            return localized(
                "Set ca_file in the profile, or SSL_CERT_FILE, to a file with the certificate of the authority, if you "
                    + "trust it.")
        }
    }

    private static var fixForTime: String {
        localized("Set this machine's clock, or have the server's certificate renewed.")
    }

}

extension CertificateFacts {
    /// Asks the server for its certificate, where no proxy is on the way.
    static func gather(_ url: BaseURL, isProxied: Bool, _ authorities: Authorities?) async -> CertificateFacts {
        let certificate =
            isProxied
            ? nil
            : await BoundedWait.value(within: RouteFacts.patience) { await PresentedCertificate.shown(by: url) } ?? nil
        return CertificateFacts(
            host: url.host, certificate: certificate, isProxied: isProxied, authorities: authorities,
            now: Int(clamping: Int64(Date().timeIntervalSince1970)))
    }
}
