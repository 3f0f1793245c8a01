import JSON
import Localization
import NIOSSL

#if canImport(FoundationEssentials)
    import FoundationEssentials
#else
    import Foundation
#endif

/// The authorities whose certificates are trusted: the system's, or those of a file and a folder.
///
/// Fact: as OpenSSL takes `SSL_CERT_FILE` and `SSL_CERT_DIR`: in place of the system's, the folder being a list of
/// folders with colons between them, in which files are named by a hash of what they hold (`c_rehash`).
struct TrustedAuthorities: Sendable {
    private enum Kind { case file, folder }

    private let roots: [NIOSSLCertificate]?

    /// Reads the authorities; the system's count where neither is given.
    ///
    /// - Throws: ``CloudComputeError`` of code `invalidConfiguration` where there are none.
    init(file: String?, folder: String?) throws(CloudComputeError) {
        var roots: [NIOSSLCertificate] = []
        if let file {
            let found = CertificateFile.certificates(file)
            roots = found ?? []
            if roots.isEmpty { throw Self.unusable(found != nil, .file, file) }
        }
        for folder in folder?.split(separator: ":").map(String.init) ?? [] {
            let names = try? FileManager.default.contentsOfDirectory(atPath: folder)
            let found = Self.certificateNames(names ?? []).flatMap {
                CertificateFile.certificates("\(folder)/\($0)") ?? []
            }
            if found.isEmpty { throw Self.unusable(names != nil, .folder, folder) }
            roots += found
        }
        self.roots = file == nil && folder == nil ? nil : roots
    }

    /// The system's own.
    init() { roots = nil }

    /// What connections are secured by.
    var configuration: TLSConfiguration {
        var configuration = TLSConfiguration.makeClientConfiguration()
        if let roots { configuration.trustRoots = .certificates(roots) }
        return configuration
    }

    private static func certificateNames(_ names: [String]) -> [String] {
        let hashed = names.filter { name in
            let parts = name.utf8.split(separator: UInt8(ascii: "."))
            return parts.count == 2 && parts[0].count == 8 && parts[0].allSatisfy { JSONScanner.hexDigit($0) != nil }
                && parts[1].allSatisfy { (0x30...0x39).contains($0) }
        }
        guard hashed.isEmpty else { return hashed.sorted() }
        return names.filter { name in [".pem", ".crt", ".cer"].contains { name.hasSuffix($0) } }.sorted()
    }

    private static func unusable(_ isReadable: Bool, _ kind: Kind, _ path: String) -> CloudComputeError {
        let sentence =
            switch (kind, isReadable) {
            case (.file, true): Message("The file of certificate authorities \(path) holds no certificate in PEM form.")
            case (.file, false): Message("The file of certificate authorities \(path) cannot be read.")
            case (.folder, true):
                Message("The folder of certificate authorities \(path) holds no certificate in PEM form.")
            case (.folder, false): Message("The folder of certificate authorities \(path) cannot be read.")
            }
        return CloudComputeError(.invalidConfiguration, sentence)
    }
}
