/// Where superseded results lie, by what they answer: 16 bytes a result, at most 85 % full.
struct StoredResults: Sendable {
    private var offsets = FingerprintTable()

    /// Reads who is among the superseded results.
    ///
    /// - Throws: ``BatchError``.
    mutating func read(_ file: LineFile) throws(BatchError) {
        var offsets = offsets
        try file.forEachLine { line throws(BatchError) in
            let key = line.identity.isAutomatic ? Self.nextFree(offsets, line.identity.body) : Self.key(line.identity)
            offsets.set(key, value: UInt64(line.offset) << FingerprintTable.markCount, .done)
        }
        self.offsets = offsets
    }

    /// Where a result of the request lies; it is handed out once.
    ///
    /// - Parameter name: The name by which lines without `custom_id` were known in former times.
    mutating func take(_ identity: RequestFingerprint, name: String) -> Int? {
        if offsets.count == 0 { return nil }
        guard identity.isAutomatic else { return take(Self.key(identity)) }
        let occurrence = offsets.firstOccurrence(of: identity.body) { !$0.contains(.taken) }
        return take(RequestFingerprint(automatic: identity.body, occurrence: occurrence).customID)
            ?? take(Self.key(RequestFingerprint(customID: name, body: identity.body)))
    }

    private mutating func take(_ key: UInt64) -> Int? {
        guard let entry = offsets[key], entry.marks == .done else { return nil }
        offsets.mark(key, adding: .taken)
        return Int(truncatingIfNeeded: entry.value >> FingerprintTable.markCount)
    }

    private static func nextFree(_ offsets: FingerprintTable, _ body: UInt64) -> UInt64 {
        let occurrence = offsets.firstOccurrence(of: body) { !$0.contains(.done) }
        return RequestFingerprint(automatic: body, occurrence: occurrence).customID
    }

    /// Results of one line for several bodies lie here side by side.
    private static func key(_ identity: RequestFingerprint) -> UInt64 {
        identity.customID &* 0x9FB2_1C65_1E98_DF25 ^ identity.body
    }
}
