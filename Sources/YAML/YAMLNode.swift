import Yams

/// A value in a YAML document.
package struct YAMLNode {
    let node: Node

    /// Whether the node says nothing.
    package var isEmpty: Bool {
        node.scalar.map { $0.string.isEmpty || $0.string == "null" || $0.string == "~" } ?? false
    }

    /// The entries of a mapping in their order.
    ///
    /// - Throws: ``YAMLError`` where the node is none.
    package func entries() throws(YAMLError) -> [(name: String, value: YAMLNode)] {
        guard let mapping = node.mapping else { throw YAMLError(problem: .notAMapping, line: node.mark?.line) }
        var entries: [(name: String, value: YAMLNode)] = []
        for (key, value) in mapping {
            guard let name = key.scalar?.string else { throw YAMLError(problem: .notAName, line: key.mark?.line) }
            entries.append((name, YAMLNode(node: value)))
        }
        return entries
    }

    /// The texts of the entry of that name, which is a list of texts or one text.
    ///
    /// - Throws: ``YAMLError`` where it is something else, or one of them is empty.
    package func texts(of entry: String) throws(YAMLError) -> [String] {
        guard let sequence = node.sequence else { return [try text(of: entry)] }
        return try sequence.map { element throws(YAMLError) in try YAMLNode(node: element).text(of: entry) }
    }

    /// The text of the entry of that name.
    ///
    /// - Throws: ``YAMLError`` where it is something else, or empty.
    package func text(of entry: String) throws(YAMLError) -> String {
        // A NUL would end a path or an argument before its time.
        guard let scalar = node.scalar, !scalar.string.isEmpty, !scalar.string.utf8.contains(0) else {
            throw YAMLError(problem: .notText(entry: entry), line: node.mark?.line)
        }
        return scalar.string
    }
}
