import Yams

/// Reads YAML nodes with errors that name the file and the entry.
enum YAMLText {
    static func reason(_ error: any Error) -> String {
        switch error as? YamlError {
        case .scanner(_, let problem, let mark, _), .parser(_, let problem, let mark, _),
            .composer(_, let problem, let mark, _):
            "\(problem) in line \(mark.line), column \(mark.column)"
        default: "it cannot be parsed"
        }
    }

    static func isEmpty(_ node: Node) -> Bool {
        node.scalar.map { $0.string.isEmpty || $0.string == "null" || $0.string == "~" } ?? false
    }

    static func mapping(_ node: Node, _ path: String) throws(SettingsError) -> [(String, Node)] {
        guard let mapping = node.mapping else {
            throw SettingsError(.configuration, "\(path)\(line(node)): expected entries of the form \"name: value\".")
        }
        var entries: [(String, Node)] = []
        for (key, value) in mapping {
            guard let name = key.scalar?.string else {
                throw SettingsError(.configuration, "\(path)\(line(key)): expected a name before the colon.")
            }
            entries.append((name, value))
        }
        return entries
    }

    static func string(_ node: Node, _ path: String, _ name: String) throws(SettingsError) -> String {
        guard let scalar = node.scalar, !scalar.string.isEmpty else {
            throw SettingsError(.configuration, "\(path)\(line(node)): \"\(name)\" should be text.")
        }
        return scalar.string
    }

    private static func line(_ node: Node) -> String { node.mark.map { ", line \($0.line)" } ?? "" }
}
