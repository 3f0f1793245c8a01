import Localization

/// What a person writes where a model is named: an id, or a part of one that is enough to know it by.
package struct ModelName: Sendable, Hashable {
    /// What was written.
    package let text: String

    /// Takes what was written.
    package init(_ text: String) { self.text = text }

    /// The id that `=ID` stands for, whatever the server lists; `nil` without the sign.
    package var literal: String? {
        text.utf8.count > 1 && text.utf8.first == UInt8(ascii: "=") ? String(text.dropFirst()) : nil
    }

    /// What a name means among the models of a server.
    package enum Meaning: Sendable, Hashable {
        /// This id, which is what was written.
        case exact(String)
        /// This id, the only one with that part.
        case part(String)
        /// One of these ids, which all have that part.
        case several([String])
        /// No id; these are written nearly so.
        case near([String])
        /// No id, and none is near: the server may know it all the same, such as a variant of a model that it lists.
        case unlisted(String)

        /// The id to use; `nil` where the name is not enough.
        package var id: String? {
            switch self {
            case .exact(let id), .part(let id), .unlisted(let id): id
            case .several, .near: nil
            }
        }
    }

    /// How many near ids are offered.
    private static let offered = 5

    /// Finds what is meant: the exact id first, then the one id that has the text as a part, in either case.
    ///
    /// - Parameter ids: What the server lists; where that is nothing, any name is taken as it is.
    package func meaning(among ids: [String]) -> Meaning {
        if let literal { return .exact(literal) }
        if ids.contains(where: { $0.utf8.elementsEqual(text.utf8) }) { return .exact(text) }
        let wanted = text.lowercased()
        var seen: Set<String> = []
        let ids = ids.filter { seen.insert($0).inserted }
        let equal = ids.filter { $0.lowercased() == wanted }
        if equal.count == 1 { return .part(equal[0]) }
        let parts = wanted.isEmpty ? [] : ids.filter { $0.lowercased().contains(wanted) }
        if parts.count == 1 { return .part(parts[0]) }
        if parts.count > 1 { return .several(parts) }
        // `id:variant` is how OpenRouter and others name what their lists leave out.
        if ids.contains(where: { wanted.hasPrefix($0.lowercased() + ":") }) { return .unlisted(text) }
        let near = Self.near(wanted, ids)
        return near.isEmpty ? .unlisted(text) : .near(near)
    }

    /// Why a name is not enough, in a sentence that ends without the way out; `nil` where it is.
    package func refusal(_ meaning: Meaning) -> String? {
        func list(_ ids: [String]) -> String {
            let first = ids.prefix(Self.named).joined(separator: ", ")
            return ids.count > Self.named ? localized("\(first), … (\(ids.count) in all)") : first
        }
        switch meaning {
        case .exact, .part, .unlisted: return nil
        case .several(let ids): return localized("Several models match \"\(text)\": \(list(ids)).")
        case .near(let ids):
            return ids.count == 1
                ? localized("The server lists no model \"\(text)\"; did you mean \(list(ids))?")
                : localized("The server lists no model \"\(text)\"; did you mean one of \(list(ids))?")
        }
    }

    /// How many ids a sentence names.
    private static let named = 12

    /// The ids that a few slips of the finger lead to, whole or by a part; the nearest ones only.
    private static func near(_ wanted: String, _ ids: [String]) -> [String] {
        // One letter of four, two of nine: of a short name much else is near.
        let limit = wanted.count < 4 ? 0 : wanted.count < 9 ? 1 : 2
        let found = ids.map { id in
            let lower = id.lowercased()
            return (
                id: id, part: EditDistance.between(wanted, andPartOf: lower), whole: EditDistance.between(wanted, lower)
            )
        }
        guard let nearest = found.map(\.part).min(), nearest <= limit else { return [] }
        return found.enumerated().filter { $0.element.part == nearest }
            .sorted { ($0.element.whole, $0.offset) < ($1.element.whole, $1.offset) }
            .prefix(offered).map(\.element.id)
    }
}
