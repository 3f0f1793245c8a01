import Foundation
import Yams

extension YAMLNode {
    /// The value as JSON text, with a number's digits as they stand.
    package var json: String { YAMLJSON.text(node) }
}

private enum YAMLJSON {
    static func text(_ node: Node) -> String {
        switch node {
        case .mapping(let mapping):
            let members = mapping.map { "\(quoted($0.key.scalar?.string ?? "")):\(text($0.value))" }
            return "{" + members.joined(separator: ",") + "}"
        case .sequence(let sequence):
            return "[" + sequence.map(text).joined(separator: ",") + "]"
        case .scalar(let scalar):
            guard scalar.style == .plain else { return quoted(scalar.string) }
            switch scalar.string {
            case "", "~", "null", "Null", "NULL": return "null"
            case "true", "True", "TRUE": return "true"
            case "false", "False", "FALSE": return "false"
            case let text: return isNumber(text) ? text : quoted(text)
            }
        case .alias: return "null"
        }
    }

    private static func isNumber(_ text: String) -> Bool {
        text.wholeMatch(of: /-?(0|[1-9][0-9]*)(\.[0-9]+)?([eE][+-]?[0-9]+)?/) != nil
    }

    private static func quoted(_ text: String) -> String {
        let data = try? JSONEncoder().encode(text)
        return data.map { String(decoding: $0, as: UTF8.self) } ?? "\"\""
    }
}
