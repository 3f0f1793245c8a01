import CloudComputeClient

/// A request on its way out, or one to be given up.
///
/// It is no structure, since each function that waits for its reply would keep a copy.
final class InFlightRequest: Sendable {
    let id: BatchEngine.RequestID
    let job: BatchJob
    let attempt: Int
    let usesNewConnection: Bool
    let refusal: CloudComputeError?

    init(
        id: BatchEngine.RequestID, job: BatchJob, attempt: Int = 0, usesNewConnection: Bool = false,
        refusal: CloudComputeError? = nil
    ) {
        self.id = id
        self.job = job
        self.attempt = attempt
        self.usesNewConnection = usesNewConnection
        self.refusal = refusal
    }
}
