import CloudComputeClient
import Foundation
import JSON

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
            "not_before": certificate.map { .string(Self.day($0.notBefore)) } ?? .null,
            "not_after": certificate.map { .string(Self.day($0.notAfter)) } ?? .null,
            "authorities": JSONValue(authorities?.place), "authorities_source": JSONValue(authorities?.source),
        ]
    }

    var check: DoctorCheck {
        let issuer = certificate?.issuer.map { " issued by \"\($0)\"" } ?? ""
        if let distrust { return .error("tls", distrust, fix: fixForDistrust, .unavailable, facts) }
        let own = authorities.map { "; authorities are those of \($0.place) (\($0.source))" } ?? ""
        guard let certificate else {
            return isProxied
                ? .skipped("tls", "Certificates are not looked at through a proxy\(own).", facts)
                : .skipped("tls", "The server showed no certificate\(own).", facts)
        }
        let day = Self.day(certificate.notAfter)
        let sentence = "The certificate of \(host)\(issuer) holds until \(day)"
        if isCurrent == false {
            return .error(
                "tls",
                "The certificate of \(host) holds from \(Self.day(certificate.notBefore)) to \(day), which is not now.",
                fix: Self.fixForTime, .unavailable, facts)
        }
        if certificate.notAfter - now < Self.soon {
            return .warning(
                "tls", "\(sentence), which is soon\(own).", fix: "Have the server's certificate renewed.", facts)
        }
        return .ok("tls", "\(sentence)\(own).", facts)
    }

    /// Whether the certificate holds now; `nil` where none was shown.
    private var isCurrent: Bool? { certificate.map { $0.notBefore <= now && now <= $0.notAfter } }

    private var fixForDistrust: String {
        if isCurrent == false { return Self.fixForTime }
        let authority = certificate?.issuer.map { "the authority \"\($0)\"" } ?? "the authority"
        return authorities.map {
            "Put the certificate of \(authority) into \($0.place) (\($0.source)), if you trust it."
        }
            ?? "Set ca_file in the profile, or SSL_CERT_FILE, to a file with the certificate of \(authority), if you trust it."
    }

    private static let fixForTime = "Set this machine's clock, or have the server's certificate renewed."

    private static func day(_ time: Int) -> String {
        String("\(Date(timeIntervalSince1970: Double(time)))".prefix(10))
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
