/// What hands out the lines of a run.
protocol LineFeed: Sendable {
    /// Waits for the next lines, up to about so many bytes of them; none at the end of the input.
    ///
    /// - Throws: ``BatchError``.
    func lines(upTo maximumBytes: Int) async throws(BatchError) -> [InputLine]
}

/// A feed whose lines may become another's after they were handed out.
protocol RevocableLineFeed: LineFeed {
    /// Whether a request may still be sent; where it may not, the feed counts on it no longer.
    func maySend(_ identity: RequestFingerprint) async -> Bool
}

/// An input of which nothing is left to be sent.
struct NoLines: LineFeed {
    func lines(upTo maximumBytes: Int) async throws(BatchError) -> [InputLine] { [] }
}

/// Reads the input beside everything else, a handful of lines at a time, so that a slow pipe holds nothing up.
actor InputPrefetcher: LineFeed {
    /// The most lines that are handed out at once.
    private static let maximumLines = 256

    private let input: BatchInput
    /// The bytes that each line gains on its way to a request.
    private let bytesPerLine: Int

    init(_ input: sending BatchInput, bytesPerLine: Int = 0) {
        self.input = input
        self.bytesPerLine = bytesPerLine
    }

    func lines(upTo maximumBytes: Int) async throws(BatchError) -> [InputLine] {
        var lines: [InputLine] = []
        var bytes = 0
        while lines.count < Self.maximumLines, bytes < maximumBytes {
            // What has not come yet is not waited for once there is something to do.
            guard let line = lines.isEmpty ? try await input.next() : input.nextInBlock() else { break }
            if case .text(let text) = line.content { bytes += text.count }
            bytes += bytesPerLine
            lines.append(line)
        }
        return lines
    }
}
