import CloudComputeClient
import Instances
import Localization
import Settings

/// What went wrong between this program and the server.
extension ErrorText {
    func text(_ error: CloudComputeError) -> String {
        let status = error.statusCode.map { "\($0): " } ?? ""
        let sentence = localized(error.sentence)
        let words = sentence.hasSuffix(".") ? String(sentence.dropLast()) : sentence
        let said = "\(status)\(words)"
        let request = error.requestID.map { Message(" Request id: \($0).") } ?? Message(verbatim: "")
        switch error.kind {
        case .unauthorized:
            guard let source = settings?.apiKey?.source else {
                return localized("The server rejected the API key (\(said)). Check it or create a new one.")
            }
            return localized("The server rejected the API key from \(source) (\(said)). Check it or create a new one.")
        case .paymentRequired:
            return localized("Your balance is exhausted (\(said)). Add funds and run the same command again.")
        case .forbidden:
            return localized("This API key lacks permission (\(said)). Ask your team's administrator.")
        case .unknownModel:
            return localized("The server does not know the model (\(said)). `cloudcompute models` lists those it has.")
        case .rejected:
            return error.statusCode == nil
                ? sentence : localized("The server rejected the request (\(said)).\(request)")
        case .rateLimited:
            guard let wait = error.retryAfter.map(Self.seconds) else {
                return localized("Rate limit reached (\(said)). Try again later.")
            }
            return localized("Rate limit reached (\(said)). Try again in \(wait) s.")
        case .serverFailure: return localized("The server failed (\(said)). Try again later.\(request)")
        // The sentence about the tunnel is whole.
        case .unreachable where error.cause is TunnelError: return sentence
        case .unreachable: return localized("\(sentence) Check the network and the base URL.")
        case .timedOut: return localized("\(sentence) Try again later.")
        case .untrustedCertificate:
            return localized(
                "\(sentence) Nothing was sent. "
                    + "If it is the right one, name a file with its authority in SSL_CERT_FILE or as the profile's ca_file."
            )
        case .badReply: return localized("\(sentence) Check that the base URL is that of an OpenAI-compatible API.")
        case .interrupted: return localized("\(sentence) Try again.\(request)")
        case .unconfirmed:
            return localized(
                "\(sentence) Look with `cloudcompute instances list` before trying again, since each instance "
                    + "costs money.")
        case .invalidConfiguration, .notFound, .cancelled, .gone: return sentence
        }
    }

    /// Whole seconds, as many as need be waited at the most.
    private static func seconds(_ wait: Duration) -> Int64 {
        let (seconds, attoseconds) = max(.zero, min(wait, .seconds(1_000_000_000))).components
        return attoseconds > 0 ? seconds + 1 : seconds
    }
}
