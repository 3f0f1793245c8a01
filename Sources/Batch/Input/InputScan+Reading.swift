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
        expect(digests.keys, count: digests.forecast.lines(inBytes: size))
        var place = firstPlace(ofStem: stem)
        for (digest, number) in digests.lines {
            place.number = number
            if let line = add(digest, at: place, of: file) {
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

    private var digester: RequestDigester
    private(set) var lines: [(digest: RequestDigest, number: Int)] = []
    /// What the lines are looked for by first.
    private(set) var keys: [UInt64] = []
    var forecast = LineForecast()

    init(_ form: RequestBuilder) { digester = RequestDigester(form) }

    var isFull: Bool { lines.count >= Self.size }

    mutating func append(_ line: UnsafeBufferPointer<UInt8>, _ number: Int) -> Bool {
        guard let digest = digester.digest(line) else { return false }
        forecast.note(line.count + 1)
        lines.append((digest, number))
        keys.append(digest.customID ?? RequestFingerprint(automatic: digest.body, occurrence: 0).customID)
        return true
    }

    mutating func removeAll() {
        lines.removeAll(keepingCapacity: true)
        keys.removeAll(keepingCapacity: true)
    }
}
