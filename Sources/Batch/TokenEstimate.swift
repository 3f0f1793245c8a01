import CloudComputeClient

/// A rough count of the tokens that a request will use, for limits and for the check before a run.
enum TokenEstimate {
    /// About so many bytes make a token, in English; in Russian it is rather more.
    private static let bytesPerToken = 4

    /// The tokens of the prompt, by the length of the body, and those that the reply may have, by its limit.
    static func of(_ body: [UInt8]) -> (prompt: Int, completion: Int?) {
        let prompt = max(1, body.count / bytesPerToken)
        guard body.mayHave("\"max_") else { return (prompt, nil) }
        let limit = body.withUnsafeBufferPointer { bytes -> Int? in
            guard let members = try? JSONMembers(of: bytes) else { return nil }
            let range = members["max_completion_tokens"] ?? members["max_tokens"]
            return range.flatMap { try? JSONValue(parsing: bytes[$0]) }?.int
        }
        return (prompt, limit)
    }

    /// Both together; a reply without a limit counts as nothing until it has come.
    static func total(_ body: [UInt8]) -> Int {
        let (prompt, completion) = of(body)
        return prompt + (completion ?? 0)
    }
}
