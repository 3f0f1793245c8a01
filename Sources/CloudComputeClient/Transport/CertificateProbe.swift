import Localization
import NIOCore
import NIOPosix
import NIOSSL
import Synchronization

#if canImport(FoundationEssentials)
    import FoundationEssentials
#else
    import Foundation
#endif

/// Finds out what is wrong with a certificate that was refused.
///
/// The TLS library says only that it was; so a second handshake is begun, which shows the certificate and is given up
/// before anything is sent.
enum CertificateProbe {
    private static let time = TimeAmount.seconds(5)

    private final class Presented: Sendable {
        let certificates = Mutex<[NIOSSLCertificate]>([])
    }

    /// What is wrong, as the end of a sentence; `nil` where the server cannot be asked.
    static func fault(of baseURL: BaseURL) async -> Message? {
        let chain = await chain(of: baseURL)
        guard let leaf = chain.first else { return nil }
        return fault(in: chain, leaf, now: Int(clamping: Int64(Date().timeIntervalSince1970)))
    }

    private static func fault(in chain: [NIOSSLCertificate], _ leaf: NIOSSLCertificate, now: Int) -> Message {
        let names = (try? leaf.toDERBytes()).flatMap { CertificateNames($0) }
        if let names, names.issuer == names.subject { return Message("it is self-signed") }
        for certificate in chain {
            if certificate.notValidAfter < now {
                let day = PresentedCertificate.day(certificate.notValidAfter)
                return certificate == leaf
                    ? Message("it expired on \(day)") : Message("one above it expired on \(day)")
            }
            if certificate.notValidBefore > now {
                let day = PresentedCertificate.day(certificate.notValidBefore)
                return certificate == leaf
                    ? Message("it is not valid before \(day)") : Message("one above it is not valid before \(day)")
            }
        }
        return Message("the authority that issued it is not known here")
    }

    /// The certificates that the server shows, its own first; none where it cannot be asked.
    static func chain(of baseURL: BaseURL) async -> [NIOSSLCertificate] {
        let presented = Presented()
        let host = baseURL.plainHost
        do {
            let context = try NIOSSLContext(configuration: .makeClientConfiguration())
            let channel = try await ClientBootstrap(group: NetworkLoop.shared)
                .connectTimeout(time)
                .channelInitializer { channel in
                    channel.eventLoop.makeCompletedFuture {
                        try channel.pipeline.syncOperations.addHandler(
                            handler(context, host) { certificates, verdict in
                                presented.certificates.withLock { $0 = certificates }
                                verdict.succeed(.failed)
                            })
                    }
                }
                .connect(host: host, port: baseURL.port).get()
            let end = channel.eventLoop.scheduleTask(in: time) { channel.close(promise: nil) }
            try await withTaskCancellationHandler {
                try await channel.closeFuture.get()
            } onCancel: {
                channel.close(promise: nil)
            }
            end.cancel()
        } catch {}
        return presented.certificates.withLock { $0 }
    }

    private static func handler(
        _ context: NIOSSLContext, _ host: String, _ verify: @escaping NIOSSLCustomVerificationCallback
    ) throws -> NIOSSLClientHandler {
        do {
            return try NIOSSLClientHandler(context: context, serverHostname: host, customVerificationCallback: verify)
        } catch {
            // An address is no name that a server can be asked for by.
            return try NIOSSLClientHandler(context: context, serverHostname: nil, customVerificationCallback: verify)
        }
    }
}

extension CloudComputeError {
    /// The error with what is wrong with the certificate, where it is about that and does not say so yet.
    func lookingAtCertificate(of peer: Peer) async -> CloudComputeError {
        guard code == .untrustedCertificate, !(cause is NIOSSLExtraError), peer.proxy == nil,
            let fault = await CertificateProbe.fault(of: peer.baseURL)
        else { return self }
        return CloudComputeError(certificateOf: peer.baseURL, fault, cause: cause)
    }

    /// The error for a certificate that is not trusted.
    init(certificateOf baseURL: BaseURL, _ fault: Message, cause: (any Error)?) {
        self.init(
            .untrustedCertificate, Message("The certificate of \(baseURL.host) is not trusted: \(fault)."), cause: cause
        )
    }
}
