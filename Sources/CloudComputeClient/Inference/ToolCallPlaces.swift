import JSON

/// Puts the tool calls of one choice together: finds the call that a fragment belongs to.
struct ToolCallPlaces: Sendable {
    /// What a fragment added to its call.
    struct Addition {
        /// Where the call stands.
        var place: Int
        /// What its id grew by; nothing where the fragment repeats it.
        var id: String
        /// What its name grew by.
        var name: String
    }

    /// The first of each id.
    private var byID: [String: Int] = [:]
    /// The last of each index that the server gave.
    private var byIndex: [Int?: Int] = [:]

    /// Adds a fragment to the call that it belongs to: by its id first, then by its index, since some servers send
    /// index 0 for every call, others the id with every fragment, and others again the id in pieces.
    @discardableResult
    mutating func add(_ fragment: ToolCallFragment, to calls: inout [ChatReply.ToolCall]) -> Addition {
        let id = fragment.id ?? ""
        guard let known = place(of: fragment, id, calls) else {
            let added = Addition(place: calls.count, id: id, name: fragment.name ?? "")
            byIndex[fragment.index] = added.place
            if !id.isEmpty { byID[id] = added.place }
            calls.append(
                ChatReply.ToolCall(
                    id: id, name: added.name, arguments: fragment.arguments ?? "", extra: fragment.extra))
            return added
        }
        var added = Addition(place: known, id: "", name: "")
        if let name = fragment.name, name != calls[known].name { added.name = name }
        calls[known].name += added.name
        calls[known].arguments += fragment.arguments ?? ""
        for member in fragment.extra.members { calls[known].extra[member.name] = member.value }
        guard !id.isEmpty, byID[id] != known else { return added }
        let former = calls[known].id
        added.id = id
        calls[known].id = former + id
        if byID[former] == known { byID[former] = nil }
        byID[former + id] = known
        return added
    }

    private func place(of fragment: ToolCallFragment, _ id: String, _ calls: [ChatReply.ToolCall]) -> Int? {
        if id.isEmpty { return fragment.index == nil ? calls.indices.last : byIndex[fragment.index] }
        if let known = byID[id] { return known }
        guard let sameIndex = byIndex[fragment.index] else { return nil }
        let call = calls[sameIndex]
        return call.id.isEmpty || fragment.index != nil && Self.continues(call, fragment) ? sameIndex : nil
    }

    /// Ids longer than this are not put together, in bytes; nor are they once there are so many arguments, lest many
    /// pieces take long.
    private static let maximumJoinedID = 256
    /// Beyond so many bytes a call's arguments no longer count in finding the call.
    static let maximumStart = 1024

    /// Whether a fragment with another id goes on with a call: one that has no name begins none, and a call whose
    /// arguments are no whole JSON yet is not at its end.
    private static func continues(_ call: ChatReply.ToolCall, _ fragment: ToolCallFragment) -> Bool {
        guard call.id.utf8.count + (fragment.id ?? "").utf8.count <= maximumJoinedID else { return false }
        if (fragment.name ?? "").isEmpty { return true }
        return call.arguments.utf8.count <= maximumStart && (try? JSONValue(parsing: call.arguments)) == nil
    }
}
