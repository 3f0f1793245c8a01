extension InputScan {
    /// What reading finds of a line.
    enum Finding {
        case request(BatchRequest)
        case digest(RequestDigest)
        case defect(BadLine)
    }

    /// Reads the input to its end.
    ///
    /// - Parameter found: Told of each line, in order, and of how many there have been.
    /// - Throws: ``BatchError`` where it cannot be read.
    mutating func read(
        _ input: BatchInput, form: RequestBuilder, found: (Finding, Int) -> Void
    ) async throws(BatchError) {
        var digests = DigestBatch(form)
        while let line = try await input.next() {
            var next: InputLine? = line
            while let line = next {
                switch add(line, form: form) {
                case .success(let request): found(.request(request), lines)
                case .failure(let defect): found(.defect(BadLine(line, defect)), lines)
                }
                if takesAll { readBlock(input, &digests, found) }
                next = input.nextInBlock()
            }
        }
    }

    /// Reads the lines of a block that a digest can be made of, up to one of which none can.
    private mutating func readBlock(_ input: BatchInput, _ digests: inout DigestBatch, _ found: (Finding, Int) -> Void)
    {
        let (file, stem) = (input.file, input.stem)
        input.takeInBlock { line, number in
            guard digests.append(line, number) else { return false }
            if digests.isFull { take(&digests, file, stem, input.size, found) }
            return true
        }
        take(&digests, file, stem, input.size, found)
    }

    private mutating func take(
        _ digests: inout DigestBatch, _ file: String, _ stem: String, _ size: Int,
        _ found: (Finding, Int) -> Void
    ) {
        expect(digests.keys, count: digests.expectedCount(inBytes: size))
        for (digest, number) in digests.lines {
            if let line = add(digest, number: number, of: file, stem: stem) {
                found(.defect(line), lines)
            } else {
                found(.digest(digest), lines)
            }
        }
        digests.removeAll()
    }
}

/// A handful of digests, whose places in the table are looked up together.
private struct DigestBatch {
    private static let size = 32
    /// No more than so many times the lines so far are believed to come, since the others may be longer.
    private static let mostGrowth = 16

    private var digester: RequestDigester
    private(set) var lines: [(digest: RequestDigest, number: Int)] = []
    /// What the lines are looked for by first.
    private(set) var keys: [UInt64] = []
    /// The lines so far and their bytes.
    private var counted = (lines: 0, bytes: 0)
    /// How many lines are to tell about how many there are.
    private var sample = 1024

    init(_ form: RequestBuilder) { digester = RequestDigester(form) }

    /// About how many lines so many bytes are, said each time that there are four times as many as before.
    mutating func expectedCount(inBytes bytes: Int) -> Int? {
        guard counted.lines >= sample else { return nil }
        sample = counted.lines * 4
        return min(bytes / max(1, counted.bytes / counted.lines), counted.lines * Self.mostGrowth)
    }

    var isFull: Bool { lines.count >= Self.size }

    mutating func append(_ line: UnsafeBufferPointer<UInt8>, _ number: Int) -> Bool {
        guard let digest = digester.digest(line) else { return false }
        counted = (counted.lines + 1, counted.bytes + line.count + 1)
        lines.append((digest, number))
        keys.append(digest.customID ?? RequestFingerprint(automatic: digest.body, occurrence: 0).customID)
        return true
    }

    mutating func removeAll() {
        lines.removeAll(keepingCapacity: true)
        keys.removeAll(keepingCapacity: true)
    }
}
