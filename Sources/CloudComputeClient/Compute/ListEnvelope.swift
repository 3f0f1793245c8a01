import JSON
import Localization

/// The rows that an answer holds, whatever it wraps them in.
///
/// Fact: no answer of these endpoints is documented; `docs/api-facts.md` sections 3 to 5 and 7 name the envelopes to expect.
struct ListEnvelope: Sendable {
    /// What the rows are, which decides the path and the envelopes.
    struct Kind: Sendable {
        /// The path of the list.
        var path: String
        /// What errors call the list's rows.
        var name: Message
        /// The members that may hold the rows, or a single one, besides `data`.
        var members: [String]

        static var offers: Kind { Kind(path: "/offers", name: Message("offers"), members: ["offers"]) }
        static var instances: Kind {
            Kind(path: "/instances", name: Message("instances"), members: ["instances", "instance"])
        }
        static let sshKeys = Kind(
            path: "/ssh-keys", name: Message("SSH keys"), members: ["ssh_keys", "ssh_key", "keys", "key"])
    }

    /// The rows as they came; not all need be usable.
    private(set) var rows: [JSONValue]
    /// The server's own JSON, byte for byte; of several pages, one array of their rows.
    var body: [UInt8] { answer ?? JSONValue.array(rows).jsonBytes }
    private var answer: [UInt8]?
    private var known: Set<Int>
    /// Where the list goes on.
    private(set) var next: NextPage

    /// Reads an answer.
    ///
    /// - Throws: ``CloudComputeError`` of code `badReply` where it holds no rows; the server's error where it is one.
    init(body: [UInt8], of kind: Kind) throws(CloudComputeError) {
        let json: JSONValue
        do {
            json = try JSONValue(parsing: body)
        } catch {
            if body.isPage { throw CloudComputeError(page: body) }
            throw CloudComputeError(
                .badReply, Message("What the server says of \(kind.name) is not JSON: \(error.sentence)."), cause: error
            )
        }
        if let failure = CloudComputeError(refusalIn: json) { throw failure }
        guard let (rows, envelope) = Self.rows(in: json, under: ["data"] + kind.members, depth: 3) else {
            throw CloudComputeError(
                .badReply, Message("What the server says of \(kind.name) holds none and no list of them."))
        }
        self.rows = rows
        answer = body
        known = Set(rows.compactMap { $0["id"]?.int })
        next = NextPage(after: envelope, json)
    }

    /// Adds the rows of the next page, save those that an earlier one had: rows move while pages are turned.
    mutating func append(_ page: ListEnvelope) {
        rows += page.rows.filter { row in row["id"]?.int.map { !known.contains($0) } ?? true }
        known.formUnion(page.known)
        answer = nil
        next = page.next
    }

    private static func rows(
        in json: JSONValue, under names: [String], depth: Int
    ) -> (rows: [JSONValue], envelope: JSONValue)? {
        if let rows = json.array { return (rows, json) }
        guard depth > 0, let object = json.object else { return nil }
        for name in names {
            guard let inner = object[name] else { continue }
            if let rows = inner.array { return (rows, json) }
            if inner.object != nil, let found = rows(in: inner, under: names, depth: depth - 1) { return found }
        }
        if json.rowID != nil { return ([json], json) }
        // PHP writes an array that has lost an element as an object with the indexes for names.
        let isNumbered = object.members.allSatisfy { Int($0.name) != nil && $0.value.object != nil }
        return isNumbered && !object.members.isEmpty ? (object.members.map(\.value), json) : nil
    }
}

extension JSONValue {
    /// The id of a row; ids count from 1.
    var rowID: Int? { self["id"]?.int.flatMap { $0 > 0 ? $0 : nil } }
}

extension [UInt8] {
    /// Whether the text is a page of HTML.
    var isPage: Bool { first { $0 > 0x20 } == UInt8(ascii: "<") }
}
