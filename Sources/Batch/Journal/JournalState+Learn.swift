/// What reading the files of a journal found.
struct JournalFindings {
    /// The results in the output.
    var results = 0
    /// Whether any of them is not simply done.
    var isUnusual = false
    /// Whether a result stands twice among the superseded ones.
    var repeatsStored = false
    var resultsDamage = FileDamage()
    var failuresDamage = FileDamage()
    var supersededDamage = FileDamage()
}

extension JournalState {
    /// Reads all files to their end, so that what is not ours is found before anything is changed.
    ///
    /// - Throws: ``BatchError``.
    mutating func learn() throws(BatchError) -> JournalFindings {
        var findings = JournalFindings()
        findings.failuresDamage = try failures.forEachLine { _ in }
        var contents = FingerprintTable()
        findings.supersededDamage = try superseded.forEachLine { line throws(BatchError) in
            let content = ResultLine.content(line)
            if contents[content] != nil { findings.repeatsStored = true }
            contents.set(content, value: 0, .seen)
        }
        self.contents = contents
        let results = results
        findings.resultsDamage = try results.forEachLine { line throws(BatchError) in
            findings.results += 1
            if learn(line) || isStored(line) { findings.isUnusual = true }
        }
        for sibling in try disk.siblings() {
            let file = LineFile(reading: sibling.file, at: sibling.path)
            try file.forEachLine { line throws(BatchError) in learn(fromSibling: line) }
        }
        return findings
    }

    /// Notes what another attempt at the same lines has done, as far as the input still asks for it.
    private mutating func learn(fromSibling line: StoredLine) {
        var identity = line.identity
        if identity.isAutomatic {
            // Its number among equal lines may have changed since; the name stays, as nobody here can change it.
            guard let place = index.names.place(named: ResultLine.customID(line.bytes)),
                let present = index.identity(of: identity.body, at: place)
            else { return }
            identity = present
        }
        guard let known = index.table.find(identity), known.isSameBody, known.marks.contains(.seen) else { return }
        index.table.mark(identity.customID, adding: .done)
    }

    /// Notes what a result says is done; returns whether it has to be looked at again.
    private mutating func learn(_ line: StoredLine) -> Bool {
        let identity = line.identity
        let known = index.table.find(identity)
        guard identity.isAutomatic else {
            guard let known else {
                // It may be of a line that was known by its name in former times.
                if knowsInput, index.names.place(named: ResultLine.customID(line.bytes)) != nil { return true }
                index.table.note(identity, .done)
                return false
            }
            if known.marks.contains(.seen), !known.isSameBody { return true }
            index.table.note(identity, .done)
            return known.marks.contains(.done)
        }
        if knowsInput {
            guard let known, known.marks.contains(.seen), !known.marks.contains(.done) else { return true }
            index.table.mark(identity.customID, adding: .done)
            return known.marks.contains(.elsewhere) || name(of: identity) != ResultLine.customID(line.bytes)
        }
        index.table.note(identity, .done)
        return known != nil
    }

    /// Whether the same result is among the superseded ones.
    func isStored(_ line: StoredLine) -> Bool {
        contents.count > 0 && contents[ResultLine.content(line)]?.marks.contains(.seen) == true
    }

    /// The present name of a line without `custom_id`; `nil` where it has not been seen.
    func name(of identity: RequestFingerprint) -> String? {
        index.table[identity.customID].flatMap { index.names.name(LinePlace(value: $0.value)) }
    }
}
