/// Who is in the input: which lines have been seen, and by which names.
struct InputIndex: Sendable {
    var table = FingerprintTable()
    var names: LineNames
    /// The names that lines of the input have for want of a `custom_id`, and that no other result may bear.
    var reserved = LinePlaces()
    /// The places of the lines without `custom_id` that the run has taken.
    private var taken = LinePlaces()
    /// Whether lines of other shards lie between those of this one.
    private var isDealt = false
    /// Where to go on looking among many equal lines.
    private var cursors: [UInt64: UInt32] = [:]

    init(stems: some Sequence<String> = []) {
        names = LineNames(stems: stems)
    }

    /// Reads a line, before the run or in it, and tells it from the others.
    ///
    /// - Parameter mark: `seen` before the run, `taken` in it.
    /// - Throws: ``InputLineError`` where it cannot be sent.
    mutating func identify(
        _ line: InputLine, form: RequestBuilder, _ mark: FingerprintTable.Marks
    ) throws(InputLineError) -> (request: BatchRequest, identity: RequestFingerprint) {
        let request = try form.request(line)
        let identity = try identify(
            customID: request.isAutomatic ? nil : RequestFingerprint.customID(request),
            body: RequestFingerprint.body(request), at: names.place(of: line), mark
        ) { _ in request.customID }
        return (request, identity)
    }

    /// Tells a request from the others by its hashes.
    ///
    /// - Parameters:
    ///   - customID: The hash of its `custom_id`; `nil` where it has none.
    ///   - name: Its `custom_id`, or the name of its line; `nil` where it cannot be anyone else's.
    /// - Throws: ``InputLineError`` where it cannot be sent.
    mutating func identify(
        customID: UInt64?, body: UInt64, at place: LinePlace, _ mark: FingerprintTable.Marks,
        name: (LineNames) -> String?
    ) throws(InputLineError) -> RequestFingerprint {
        guard let customID else { return try identifyAutomatic(body, at: place, mark, name) }
        let identity = RequestFingerprint(customID: customID, body: body)
        if table.find(identity)?.marks.contains(mark) == true { throw InputLineError(.repeatedCustomID) }
        if let name = name(names), let place = names.place(named: name), isUsed(place, mark) {
            throw InputLineError(.customIDOfUnnamedLine(name))
        }
        return identity
    }

    /// Notes that the line has been seen or taken; what was known of an earlier request of its name stays.
    mutating func note(_ identity: RequestFingerprint, at line: InputLine, _ mark: FingerprintTable.Marks) {
        note(identity, at: names.place(of: line), mark)
    }

    /// Notes that the line at a place has been seen or taken.
    mutating func note(_ identity: RequestFingerprint, at place: LinePlace, _ mark: FingerprintTable.Marks) {
        guard identity.isAutomatic else {
            if mark == .seen || table[identity.customID] == nil { return table.note(identity, mark) }
            return table.mark(identity.customID, adding: mark)
        }
        table.set(identity.customID, value: place.value, adding: mark)
        if mark == .seen { reserved.insert(place) } else { taken.insert(place) }
    }

    /// Notes that the line is another shard's: it is in the input, and nothing is left to be done for it here.
    mutating func noteOther(_ identity: RequestFingerprint, at line: InputLine) {
        isDealt = true
        note(identity, at: line, .taken)
        table.mark(identity.customID, adding: .elsewhere)
    }

    /// The line of a body at a place; the lines of a body are numbered in the order of their places.
    func identity(of body: UInt64, at place: LinePlace) -> RequestFingerprint? {
        func value(_ occurrence: UInt32) -> UInt64? {
            table[RequestFingerprint(automatic: body, occurrence: occurrence).customID]?.value
        }
        var low: UInt32 = 0
        var step: UInt32 = 1
        while let found = value(low &+ step &- 1), found < place.value {
            low = low &+ step
            step = step &* 2
        }
        var high = low &+ step &- 1
        while low < high {
            let middle = low + (high - low) / 2
            if let found = value(middle), found < place.value { low = middle + 1 } else { high = middle }
        }
        return value(low) == place.value ? RequestFingerprint(automatic: body, occurrence: low) : nil
    }

    private mutating func identifyAutomatic(
        _ body: UInt64, at place: LinePlace, _ mark: FingerprintTable.Marks, _ name: (LineNames) -> String?
    ) throws(InputLineError) -> RequestFingerprint {
        if isUsed(place, mark) { throw InputLineError(.repeatedInput(names.stem(of: place))) }
        if table.holdsCustomIDs, let name = name(names),
            table[RequestFingerprint.customID(name)]?.marks.contains(mark) == true
        {
            throw InputLineError(.nameIsCustomID(name))
        }
        let occurrence =
            isDealt && mark == .taken ? nextFree(body) : table.firstOccurrence(of: body) { !$0.contains(mark) }
        return RequestFingerprint(automatic: body, occurrence: occurrence)
    }

    /// The first of the lines of a body that has not been taken; those of other shards lie between.
    private mutating func nextFree(_ body: UInt64) -> UInt32 {
        let start = cursors[body] ?? 0
        var occurrence = start
        while let entry = table[RequestFingerprint(automatic: body, occurrence: occurrence).customID],
            entry.marks.contains(.taken)
        {
            occurrence &+= 1
        }
        if occurrence &- start > 16 { cursors[body] = occurrence }
        return occurrence
    }

    private func isUsed(_ place: LinePlace, _ mark: FingerprintTable.Marks) -> Bool {
        mark == .seen ? reserved.contains(place) : taken.contains(place)
    }
}
