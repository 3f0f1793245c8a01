import NIOSSL

#if canImport(FoundationEssentials)
    import FoundationEssentials
#else
    import Foundation
#endif

/// The certificate that a server shows, trusted or not.
package struct PresentedCertificate: Sendable, Hashable {
    /// Whose certificate it is, by its common name or organization; `nil` where it has neither.
    package var subject: String?
    /// Who issued it.
    package var issuer: String?
    /// The first second in which it holds, since 1970.
    package var notBefore: Int
    /// The last second in which it holds, since 1970.
    package var notAfter: Int

    /// Creates the facts about a certificate.
    package init(subject: String?, issuer: String?, notBefore: Int, notAfter: Int) {
        self.subject = subject
        self.issuer = issuer
        self.notBefore = notBefore
        self.notAfter = notAfter
    }

    /// The day of a time since 1970, in UTC, such as 2026-11-28.
    package static func day(_ time: Int) -> String {
        String("\(Date(timeIntervalSince1970: Double(time)))".prefix(10))
    }

    /// Asks a server for its certificate, without a proxy and without sending anything; `nil` where none comes.
    package static func shown(by baseURL: BaseURL) async -> PresentedCertificate? {
        guard let leaf = await CertificateProbe.chain(of: baseURL).first else { return nil }
        let names = (try? leaf.toDERBytes()).flatMap { CertificateNames($0) }
        return PresentedCertificate(
            subject: names.flatMap { CertificateNames.text(of: $0.subject) },
            issuer: names.flatMap { CertificateNames.text(of: $0.issuer) }, notBefore: leaf.notValidBefore,
            notAfter: leaf.notValidAfter)
    }
}
