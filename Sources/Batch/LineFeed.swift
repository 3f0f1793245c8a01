/// Reads the input beside everything else, a handful of lines at a time, so that a slow pipe holds nothing up.
actor LineFeed {
    /// The most lines, and about the most bytes, that are handed out at once.
    private static let maximumLines = 256
    private static let maximumBytes = 1 << 20

    private let input: BatchInput

    init(_ input: sending BatchInput) {
        self.input = input
    }

    /// Waits for the next lines; none at the end of the input.
    ///
    /// - Throws: ``BatchError``.
    func lines() async throws -> [InputLine] {
        var lines: [InputLine] = []
        var bytes = 0
        while lines.count < Self.maximumLines, bytes < Self.maximumBytes {
            // What has not come yet is not waited for once there is something to do.
            if !lines.isEmpty, !input.hasLineAtHand { break }
            guard let line = try await input.next() else { break }
            if case .text(let text) = line.content { bytes += text.count }
            lines.append(line)
        }
        return lines
    }
}
