extension JournalState {
    private static var blockSize: Int { 1 << 20 }

    /// Moves results between the output and the superseded ones: each is on the disk in its new place before it leaves
    /// the old one.
    ///
    /// - Throws: ``BatchError``.
    mutating func carryOut(
        _ review: JournalReview, isDamaged: Bool = false, _ repeatsStored: Bool = false
    ) throws(BatchError) {
        cursors = [:]
        let storedEnd = superseded.size
        var returns: [UInt8] = []
        if review.changesResults || isDamaged {
            let results = results
            try results.rewrite { draft throws(BatchError) in
                try sort(results, review, into: &draft)
                try forEachReturning(upTo: storedEnd) { line throws(BatchError) in try draft.append(line) }
            }
        } else {
            var results = results
            try forEachReturning(upTo: storedEnd) { line throws(BatchError) in
                returns += line
                returns.append(UInt8(ascii: "\n"))
                guard returns.count >= Self.blockSize else { return }
                try results.append(returns)
                returns.removeAll(keepingCapacity: true)
            }
            try results.append(returns)
            self.results = results
        }
        guard review.dropsStored || hasReturned || repeatsStored else { return }
        try results.sync()
        try dropStored()
    }

    /// Writes what stays into the draft and what does not to the superseded results.
    private mutating func sort(
        _ results: LineFile, _ review: JournalReview, into draft: inout LineDraft
    ) throws(BatchError) {
        var stale: [UInt8] = []
        var contentsOfStale: [UInt64] = []
        try results.forEachLine { line throws(BatchError) in
            switch review.changesResults ? fate(of: line, .carryingOut) : .stays {
            case .stays: try draft.append(line.bytes)
            case .renamed(let identity, let name):
                try draft.append(ResultLine.renamed(line.bytes, identity, customID: name))
            case .superseded:
                // A crash may have left it there already.
                guard !isStored(line) else { return }
                contentsOfStale.append(ResultLine.content(line))
                stale += line.bytes
                stale.append(UInt8(ascii: "\n"))
                if stale.count >= Self.blockSize { try supersede(&stale, &contentsOfStale) }
            }
        }
        if !stale.isEmpty { try supersede(&stale, &contentsOfStale) }
        try superseded.sync()
    }

    private mutating func supersede(_ lines: inout [UInt8], _ contents: inout [UInt64]) throws(BatchError) {
        guard try superseded.make(disk) else {
            throw .contestedOutput(superseded.path)
        }
        try superseded.append(lines)
        for content in contents { self.contents.set(content, value: 0, .seen) }
        contents.removeAll(keepingCapacity: true)
        lines.removeAll(keepingCapacity: true)
    }

    /// Hands over each superseded result that the input asks for again, under its present name.
    private mutating func forEachReturning(
        upTo end: Int, _ body: ([UInt8]) throws(BatchError) -> Void
    ) throws(BatchError) {
        hasReturned = false
        guard knowsInput, end > 0 else { return }
        let superseded = superseded
        try superseded.forEachLine(upTo: end) { line throws(BatchError) in
            let content = ResultLine.content(line)
            guard contents[content]?.marks.contains(.done) != true, let identity = asked(line) else { return }
            index.table.mark(identity.customID, adding: .done)
            contents.mark(content, adding: .done)
            hasReturned = true
            let name = identity.isAutomatic ? name(of: identity) : nil
            try body(name.map { ResultLine.renamed(line.bytes, identity, customID: $0) } ?? line.bytes)
        }
    }

    /// The request of the input that a superseded result answers, if none does so yet.
    private mutating func asked(_ line: StoredLine) -> RequestFingerprint? {
        if let known = index.table.find(line.identity), known.isSameBody, known.marks.contains(.seen),
            known.marks.isDisjoint(with: [.done, .elsewhere])
        {
            return line.identity
        }
        return mayMove(line) ? free(line.identity.body, having: .seen, lacking: [.done, .elsewhere]) : nil
    }

    /// Takes out of the superseded results what is in the output, and what stands twice.
    private mutating func dropStored() throws(BatchError) {
        let superseded = superseded
        try superseded.rewrite { draft throws(BatchError) in
            try superseded.forEachLine { line throws(BatchError) in
                let content = ResultLine.content(line)
                let marks = contents[content]?.marks ?? []
                if marks.contains(.done) { return contents.set(content, value: 0, .done) }
                if marks.contains(.kept) { return }
                contents.mark(content, adding: .kept)
                try draft.append(line.bytes)
            }
        }
        contents.removeMarks([.kept, .done])
    }
}
