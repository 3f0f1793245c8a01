/// What a check of the input needs of a request: who it is, and what it weighs.
struct RequestDigest: Sendable, Hashable {
    /// The hash of its `custom_id`; `nil` where the line has none.
    var customID: UInt64?
    /// The hash of what is sent.
    var body: UInt64
    /// The bytes that are sent.
    var size: Int
    /// About how many tokens the prompt has.
    var promptTokens: Int
    /// The tokens that the reply may have, where the request limits them.
    var completionLimit: Int?
}

extension RequestDigest {
    init(_ request: BatchRequest) {
        let identity = RequestFingerprint(request)
        let (prompt, completion) = TokenEstimate.of(request.body)
        self.init(
            customID: request.isAutomatic ? nil : identity.customID, body: identity.body, size: request.body.count,
            promptTokens: prompt, completionLimit: completion)
    }
}
