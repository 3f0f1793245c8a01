import CloudComputeClient
import Instances
import Settings

/// What went wrong between this program and the server.
extension ErrorText {
    func text(_ error: CloudComputeError) -> String {
        let status = error.statusCode.map { "\($0): " } ?? ""
        let words = error.message.hasSuffix(".") ? String(error.message.dropLast()) : error.message
        let said = "\(status)\(words)"
        let request = error.requestID.map { " Request id: \($0)." } ?? ""
        switch error.kind {
        case .unauthorized:
            let source = settings?.apiKey.map { " from \($0.source)" } ?? ""
            return "The server rejected the API key\(source) (\(said)). Check it or create a new one."
        case .paymentRequired: return "Your balance is exhausted (\(said)). Add funds and run the same command again."
        case .forbidden:
            return "This API key lacks permission (\(said)). Ask your team's administrator."
        case .unknownModel:
            return "The server does not know the model (\(said)). `cloudcompute models` lists those it has."
        case .rejected:
            return error.statusCode == nil ? error.message : "The server rejected the request (\(said)).\(request)"
        case .rateLimited:
            let wait = error.retryAfter.map { "in \(Self.seconds($0)) s" } ?? "later"
            return "Rate limit reached (\(said)). Try again \(wait)."
        case .serverFailure: return "The server failed (\(said)). Try again later.\(request)"
        // The sentence about the tunnel is whole.
        case .unreachable where error.cause is TunnelError: return error.message
        case .unreachable: return "\(error.message) Check the network and the base URL."
        case .timedOut: return "\(error.message) Try again later."
        case .untrustedCertificate:
            return "\(error.message) Nothing was sent. "
                + "If it is the right one, name a file with its authority in SSL_CERT_FILE or as the profile's ca_file."
        case .badReply: return "\(error.message) Check that the base URL is that of an OpenAI-compatible API."
        case .interrupted: return "\(error.message) Try again.\(request)"
        case .unconfirmed:
            return "\(error.message) Look with `cloudcompute instances list` before trying again, since each instance "
                + "costs money."
        case .invalidConfiguration, .notFound, .cancelled, .gone: return error.message
        }
    }

    /// Whole seconds, as many as need be waited at the most.
    private static func seconds(_ wait: Duration) -> Int64 {
        let (seconds, attoseconds) = max(.zero, min(wait, .seconds(1_000_000_000))).components
        return attoseconds > 0 ? seconds + 1 : seconds
    }
}
