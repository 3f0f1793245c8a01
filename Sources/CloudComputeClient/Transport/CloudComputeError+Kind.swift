extension CloudComputeError {
    package var kind: Kind { code.kind }

    /// Whether the same request may well succeed a little later.
    package var isTransient: Bool {
        switch kind {
        case .rateLimited, .serverFailure, .unreachable, .timedOut, .interrupted: true
        case .invalidConfiguration, .unauthorized, .paymentRequired, .forbidden, .notFound, .unknownModel, .rejected,
            .badReply, .cancelled, .gone, .unconfirmed, .untrustedCertificate:
            false
        }
    }

    /// Whether every other request would fail the same way, so that a run of many ends with this one.
    package var endsRun: Bool {
        switch kind {
        case .invalidConfiguration, .unauthorized, .paymentRequired, .untrustedCertificate: true
        case .forbidden, .notFound, .unknownModel, .rejected, .rateLimited, .serverFailure, .unreachable, .timedOut,
            .badReply, .interrupted, .cancelled, .gone, .unconfirmed:
            false
        }
    }

    /// Whether every other request may fail the same way, which several in a row show.
    package var mayEndRun: Bool {
        switch kind {
        case .forbidden, .notFound, .unknownModel: true
        case .invalidConfiguration, .unauthorized, .paymentRequired, .rejected, .rateLimited, .serverFailure,
            .unreachable, .timedOut, .badReply, .interrupted, .cancelled, .gone, .unconfirmed, .untrustedCertificate:
            false
        }
    }

    /// Whether the server may have done what was asked in spite of the error.
    package var mayHaveTakenEffect: Bool {
        switch kind {
        case .timedOut, .interrupted, .unreachable, .serverFailure, .badReply, .cancelled, .unconfirmed: true
        case .rateLimited: statusCode == 408
        case .invalidConfiguration, .unauthorized, .paymentRequired, .forbidden, .notFound, .unknownModel, .rejected,
            .gone, .untrustedCertificate:
            false
        }
    }
}
