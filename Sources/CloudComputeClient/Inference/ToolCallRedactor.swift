import JSON

/// Takes the API key out of the tool calls of one choice, whose ids, names and arguments may each come in pieces.
///
/// A fragment whose id or name ends in what may be the start of the key waits for the next one of its call, and the two
/// become one; it waits no longer than until the call's arguments go on, another call does, or the choice ends.
struct ToolCallRedactor: Sendable {
    private enum Text: Hashable {
        case id, name, arguments
    }

    private struct Place: Hashable {
        var call: Int
        var text: Text
    }

    /// What later fragments of a call name it by.
    private struct Reference {
        var index: Int?
        /// The id as far as it has been told.
        var id = ""
    }

    private let redaction: Redaction
    private var places = ToolCallPlaces()
    /// The calls as the server names them, with as much of the arguments as finding a call takes.
    private var calls: [ChatReply.ToolCall] = []
    private var references: [Reference] = []
    /// The texts whose end may be the start of the key.
    private var streams: [Place: RedactedStream] = [:]
    private var waiting: (call: Int, fragment: ToolCallFragment)?

    init(_ redaction: Redaction) {
        self.redaction = redaction
    }

    /// Passes a fragment on, without the key.
    mutating func push(_ fragment: ToolCallFragment, _ pass: (ToolCallFragment) -> Void) {
        let added = place(fragment)
        let call = added.place
        if waiting?.call != call { release(pass) }
        let id = push(added.id, Place(call: call, text: .id))
        let name = push(added.name, Place(call: call, text: .name))
        references[call].id += id
        var told = fragment
        told.arguments = fragment.arguments.map { push($0, Place(call: call, text: .arguments)) }
        // What the fragment repeats of an id or name stays, unless some of that has not been told yet.
        if !added.id.isEmpty || holdsBack(call, .id) { told.id = id }
        if !added.name.isEmpty || holdsBack(call, .name) { told.name = name }
        if let former = waiting?.fragment { told = Self.joined(former, told, added) }
        waiting = nil
        guard holdsBack(call, .id) || holdsBack(call, .name) else { return pass(told) }
        waiting = (call, told)
        let isBeyond = added.id.isEmpty && added.name.isEmpty && !(fragment.arguments ?? "").isEmpty
        if isBeyond { release(pass) }
    }

    /// Passes on what has been held back: the choice has ended.
    mutating func finish(_ pass: (ToolCallFragment) -> Void) {
        release(pass)
        for call in streams.keys.filter({ $0.text == .arguments }).map(\.call).sorted() {
            let rest = flush(call, .arguments)
            if rest.isEmpty { continue }
            let reference = references[call]
            pass(ToolCallFragment(index: reference.index, id: reference.id, arguments: rest))
        }
    }

    private mutating func place(_ fragment: ToolCallFragment) -> ToolCallPlaces.Addition {
        var bare = fragment
        bare.extra = [:]
        let added = places.add(bare, to: &calls)
        if references.count == added.place { references.append(Reference(index: fragment.index)) }
        let excess = calls[added.place].arguments.utf8.count > ToolCallPlaces.maximumStart
        if excess { calls[added.place].arguments = String(repeating: " ", count: ToolCallPlaces.maximumStart + 1) }
        return added
    }

    /// The fragment that waited and the one that follows it, whose id and name are what these grew by.
    private static func joined(
        _ former: ToolCallFragment, _ next: ToolCallFragment, _ added: ToolCallPlaces.Addition
    ) -> ToolCallFragment {
        var whole = former
        if !added.id.isEmpty { whole.id = (former.id ?? "") + (next.id ?? "") }
        if !added.name.isEmpty { whole.name = (former.name ?? "") + (next.name ?? "") }
        if let arguments = next.arguments { whole.arguments = (former.arguments ?? "") + arguments }
        for member in next.extra.members { whole.extra[member.name] = member.value }
        return whole
    }

    private mutating func release(_ pass: (ToolCallFragment) -> Void) {
        guard let (call, former) = waiting else { return }
        waiting = nil
        var fragment = former
        let (id, name) = (flush(call, .id), flush(call, .name))
        references[call].id += id
        if !id.isEmpty { fragment.id = (fragment.id ?? "") + id }
        if !name.isEmpty { fragment.name = (fragment.name ?? "") + name }
        pass(fragment)
    }

    private func holdsBack(_ call: Int, _ text: Text) -> Bool {
        streams[Place(call: call, text: text)]?.holdsBack ?? false
    }

    private mutating func push(_ text: String, _ place: Place) -> String {
        if text.isEmpty { return text }
        var stream = streams[place] ?? RedactedStream(redaction)
        defer { streams[place] = stream.isWaiting ? stream : nil }
        return stream.push(text)
    }

    private mutating func flush(_ call: Int, _ text: Text) -> String {
        String(decoding: streams[Place(call: call, text: text)]?.flush() ?? [], as: UTF8.self)
    }
}
