import Localization
import Yams

/// Parses YAML so that no text, however small, unfolds into more than can be read at once.
package enum YAMLDocument {
    private static let maximumNodes = 20_000
    private static let maximumDepth = 200
    /// So many cannot multiply to more than a few hundred thousand nodes, which Yams visits when they stand in keys.
    private static let maximumAliases = 32

    /// The document's root; `nil` where there is none.
    ///
    /// - Throws: ``YAMLError``.
    package static func root(_ text: String) throws(YAMLError) -> YAMLNode? {
        guard aliasCount(text) <= maximumAliases else {
            throw YAMLError(problem: .tooManyAliases(maximum: maximumAliases))
        }
        let document: Node?
        do { document = try Yams.compose(yaml: text) } catch { throw notYAML(error) }
        guard let document, !YAMLNode(node: document).isEmpty else { return nil }
        var budget = maximumNodes
        try spend(&budget, on: document, depth: 0)
        return YAMLNode(node: document)
    }

    private static func notYAML(_ error: any Error) -> YAMLError {
        switch error as? YamlError {
        case .scanner(_, let problem, let mark, _), .parser(_, let problem, let mark, _),
            .composer(_, let problem, let mark, _):
            return YAMLError(problem: .notYAML(Message("\(problem) in column \(mark.column)")), line: mark.line)
        case .duplicatedKeysInMapping(let duplicates, _):
            let first = duplicates.first ?? ""
            let names = duplicates.dropFirst().reduce(Message("\"\(first)\"")) { Message("\($0), \"\($1)\"") }
            return YAMLError(problem: .notYAML(Message("it has more than one \(names)")))
        case .reader(let problem, let offset, _, _):
            let place = offset.map { Message("\(problem) at byte \($0 + 1)") }
            return YAMLError(problem: .notYAML(place ?? Message(verbatim: problem)))
        default: return YAMLError(problem: .notYAML(Message("it cannot be parsed")))
        }
    }

    /// Counts the nodes with their aliases unfolded, up to the bound.
    private static func spend(_ budget: inout Int, on node: Node, depth: Int) throws(YAMLError) {
        budget -= 1
        guard budget >= 0, depth < maximumDepth else {
            throw YAMLError(problem: .tooLarge(maximumNodes: maximumNodes, maximumDepth: maximumDepth))
        }
        switch node {
        case .mapping(let mapping):
            for (key, value) in mapping {
                try spend(&budget, on: key, depth: depth + 1)
                try spend(&budget, on: value, depth: depth + 1)
            }
        case .sequence(let sequence):
            for element in sequence { try spend(&budget, on: element, depth: depth + 1) }
        case .scalar, .alias: break
        }
    }

    /// How often a name of an anchor (`&name`) stands behind a `*`; text that only looks so counts too.
    private static func aliasCount(_ text: String) -> Int {
        let bytes = Array(text.utf8)
        var anchors: Set<ArraySlice<UInt8>> = []
        var uses: [ArraySlice<UInt8>] = []
        var index = bytes.startIndex
        while index < bytes.endIndex {
            let sign = bytes[index]
            index += 1
            guard sign == UInt8(ascii: "&") || sign == UInt8(ascii: "*") else { continue }
            let name = bytes[index...].prefix(while: isPartOfName)
            if name.isEmpty { continue }
            index = name.endIndex
            if sign == UInt8(ascii: "*") { uses.append(name) } else { anchors.insert(name) }
        }
        return uses.count { anchors.contains($0) }
    }

    /// What libyaml takes for a part of an anchor's name.
    private static func isPartOfName(_ byte: UInt8) -> Bool {
        switch byte {
        case UInt8(ascii: "a")...UInt8(ascii: "z"), UInt8(ascii: "A")...UInt8(ascii: "Z"),
            UInt8(ascii: "0")...UInt8(ascii: "9"), UInt8(ascii: "-"), UInt8(ascii: "_"):
            true
        default: false
        }
    }
}
