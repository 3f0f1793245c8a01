/// What a check of the input finds before anything is sent.
package struct BatchValidation: Sendable {
    /// Lines that are not blank.
    package private(set) var lines = 0
    /// Lines that cannot be sent.
    package private(set) var badLines = 0
    /// The bytes of all requests.
    package private(set) var bytes = 0
    /// The bytes of the largest request.
    package private(set) var largestRequest = 0
    /// About how many tokens all prompts have together, at four bytes a token.
    package private(set) var promptTokens = 0
    /// The tokens that all replies may have together, where the requests limit them.
    package private(set) var completionTokenLimit = 0
    /// Requests that do not limit their reply.
    package private(set) var unlimitedRequests = 0

    /// Checks the input in one pass that holds one line in memory, and 24 bytes for each to find duplicate ids.
    ///
    /// - Parameter report: Called for each bad line, in order.
    /// - Throws: ``BatchError`` where the input cannot be read.
    package init(inputs: [String], form: RequestBuilder, report: (BadLine) -> Void) async throws {
        let source = try await InputSource(paths: inputs, spools: false)
        var survey = InputScan(files: inputs, isComplete: true)
        let input = try source.open()
        try await survey.read(input, form: form) { finding, _ in
            lines += 1
            switch finding {
            case .request(let request): count(RequestDigest(request))
            case .digest(let digest): count(digest)
            case .defect(let line):
                badLines += 1
                report(line)
            }
        }
    }

    private mutating func count(_ request: RequestDigest) {
        bytes += request.size
        largestRequest = max(largestRequest, request.size)
        promptTokens += request.promptTokens
        if let limit = request.completionLimit { completionTokenLimit += limit } else { unlimitedRequests += 1 }
    }
}
