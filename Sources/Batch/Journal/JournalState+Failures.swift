extension JournalState {
    /// Takes out of the failures of earlier runs those that a later attempt has replaced, each kept once.
    ///
    /// - Throws: ``BatchError``.
    mutating func cleanFailures() throws(BatchError) {
        guard failuresStart > 0 else { return }
        var last = FingerprintTable()
        let failures = failures
        try failures.forEachLine { line throws(BatchError) in
            last.set(line.identity.customID, value: UInt64(line.offset) << FingerprintTable.markCount, [])
        }
        func isReplaced(_ line: StoredLine) -> Bool {
            last[line.identity.customID]?.value != UInt64(line.offset) << FingerprintTable.markCount || isOutdated(line)
        }
        var hasReplaced = false
        try failures.forEachLine { line throws(BatchError) in hasReplaced = hasReplaced || isReplaced(line) }
        guard hasReplaced else { return }
        try failures.sync()
        try failures.rewrite { draft throws(BatchError) in
            try failures.forEachLine { line throws(BatchError) in
                if !isReplaced(line) { try draft.append(line.bytes) }
            }
        }
        failuresStart = 0
    }

    /// Whether an earlier failure says nothing of the present input any more.
    private func isOutdated(_ line: StoredLine) -> Bool {
        guard line.offset < failuresStart else { return false }
        let known = index.table.find(line.identity)
        let isAsked = known.map { !$0.marks.isDisjoint(with: [.seen, .taken]) } ?? false
        if let known, known.marks.contains(.done), known.isSameBody || isAsked { return true }
        if isAsked { return false }
        let name = ResultLine.customID(line.bytes)
        if line.identity.body == RequestFingerprint.nothingSent {
            // A line that could not be sent is named after its file.
            return knowsInput
                && name.utf8.lastIndex(of: UInt8(ascii: ":")).map { files.contains(String(name[..<$0])) } ?? false
        }
        return hasRival(name) || knowsInput && line.identity.isAutomatic && index.names.place(named: name) != nil
    }
}
