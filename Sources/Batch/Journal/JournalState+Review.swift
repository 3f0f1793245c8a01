/// What has to become of the results in the output.
struct JournalReview {
    /// Results that go to the superseded ones.
    var stale = 0
    /// Whether any result goes or changes its name.
    var changesResults = false
    /// Whether superseded results are in the output too.
    var dropsStored = false
}

extension JournalState {
    /// What becomes of a result.
    enum ReviewDecision: Equatable {
        case stays
        case renamed(RequestFingerprint, String)
        case superseded
    }

    enum Pass {
        case judging, carryingOut
    }

    /// Looks at every result in the output and decides what has to become of it.
    ///
    /// - Throws: ``BatchError``.
    mutating func judge() throws(BatchError) -> JournalReview {
        var review = JournalReview()
        let results = results
        cursors = [:]
        try results.forEachLine { line throws(BatchError) in
            let fate = fate(of: line, .judging)
            if fate == .superseded { review.stale += 1 }
            if fate != .stays { review.changesResults = true }
            if fate != .superseded, isStored(line) {
                contents.mark(ResultLine.content(line), adding: .done)
                review.dropsStored = true
            }
        }
        // The marks that guide the carrying out would mislead a later review.
        if !review.changesResults { index.table.removeMarks(.kept) }
        return review
    }

    /// Decides what becomes of a result; asked for every result in order, once to judge and once to carry it out.
    ///
    /// Judging marks what is kept, and carrying out takes the marks away again, so that both come to the same end.
    mutating func fate(of line: StoredLine, _ pass: Pass) -> ReviewDecision {
        let identity = line.identity
        let known = index.table.find(identity)
        let isAsked = known.map { !$0.marks.isDisjoint(with: [.seen, .taken]) } ?? false
        guard let known, known.isSameBody, known.marks.contains(.done), !known.marks.contains(.claimed) else {
            return claim(line, pass) ?? (known != nil && !identity.isAutomatic ? .superseded : unasked(line, pass))
        }
        // Lines that were inserted before equal ones have moved its number on to a line of another shard.
        if known.marks.contains(.elsewhere), let fate = claim(line, pass) { return fate }
        if !isAsked, identity.isAutomatic || hasRival(ResultLine.customID(line.bytes)) { return unasked(line, pass) }
        guard keep(identity, pass) else { return claim(line, pass) ?? .superseded }
        guard identity.isAutomatic, let name = name(of: identity), name != ResultLine.customID(line.bytes) else {
            return .stays
        }
        return .renamed(identity, name)
    }

    /// Lets the first result of an identity stay.
    private mutating func keep(_ identity: RequestFingerprint, _ pass: Pass) -> Bool {
        let isKept = index.table[identity.customID]?.marks.contains(.kept) == true
        guard isKept == (pass == .carryingOut) else { return false }
        switch pass {
        case .judging: index.table.mark(identity.customID, adding: .kept)
        case .carryingOut: index.table.mark(identity.customID, removing: .kept)
        }
        return true
    }

    /// Gives a result to an equal line that has none.
    private mutating func claim(_ line: StoredLine, _ pass: Pass) -> ReviewDecision? {
        guard knowsInput, mayMove(line) else { return nil }
        let wanted: FingerprintTable.Marks = pass == .judging ? .seen : .claimed
        let unwanted: FingerprintTable.Marks = pass == .judging ? [.done, .elsewhere] : []
        guard let identity = free(line.identity.body, having: wanted, lacking: unwanted) else { return nil }
        switch pass {
        case .judging: index.table.mark(identity.customID, adding: [.done, .claimed])
        case .carryingOut: index.table.mark(identity.customID, removing: .claimed)
        }
        return name(of: identity).map { .renamed(identity, $0) }
    }

    /// Whether a result is of a line without `custom_id`, now or by the name that it had in former times.
    func mayMove(_ line: StoredLine) -> Bool {
        if line.identity.isAutomatic { return true }
        let name = ResultLine.customID(line.bytes)
        return index.names.place(named: name) != nil
            && RequestFingerprint(customID: name, body: 0).customID == line.identity.customID
    }

    /// The first line of a body that has some marks and lacks others.
    mutating func free(
        _ body: UInt64, having: FingerprintTable.Marks, lacking: FingerprintTable.Marks
    ) -> RequestFingerprint? {
        let start = cursors[body] ?? 0
        var occurrence = start
        defer { if occurrence - start > 16 { cursors[body] = occurrence } }
        while true {
            let identity = RequestFingerprint(automatic: body, occurrence: occurrence)
            guard let entry = index.table[identity.customID] else { return nil }
            if entry.marks.isSuperset(of: having), entry.marks.isDisjoint(with: lacking) { return identity }
            occurrence += 1
        }
    }

    /// The fate of a result that no line of the input asks for, or none yet.
    private mutating func unasked(_ line: StoredLine, _ pass: Pass) -> ReviewDecision {
        let identity = line.identity
        let name = ResultLine.customID(line.bytes)
        let isOfMissingLine = knowsInput && identity.isAutomatic && index.names.place(named: name) != nil
        let named = RequestFingerprint(customID: name, body: identity.body)
        if !isOfMissingLine, !hasRival(name) {
            if pass == .judging, index.table[named.customID] == nil {
                // A result by another identity only holds the name.
                index.table.note(named, identity == named ? .done : [])
            }
            if index.table.find(named)?.isSameBody == true, keep(named, pass) {
                if identity.isAutomatic { _ = keep(identity, pass) }
                return .stays
            }
        }
        // Should its line be met after all, the result is no longer in the output.
        if let known = index.table.find(identity), known.isSameBody, !known.marks.contains(.kept) {
            index.table.mark(identity.customID, removing: .done)
        }
        return .superseded
    }

    /// Whether a line of the input bears the name, or would.
    func hasRival(_ name: String) -> Bool {
        if let place = index.names.place(named: name), index.reserved.contains(place) { return true }
        let marks = index.table[RequestFingerprint(customID: name, body: 0).customID]?.marks ?? []
        return marks.contains(.seen) || marks.isSuperset(of: [.taken, .done])
    }
}
