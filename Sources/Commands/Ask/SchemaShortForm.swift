import JSON
import Localization

/// A schema in a few words: `name, age int, bio: one sentence`, or a field a line.
///
/// A field is a name, its type unless it is a string, and behind a colon what it is to hold.
enum SchemaShortForm {
    /// The JSON types by the words for them.
    private static let types = [
        "str": "string", "string": "string", "int": "integer", "integer": "integer", "float": "number",
        "number": "number", "bool": "boolean", "boolean": "boolean",
    ]

    /// Whether a text is meant as a short form and not as a path.
    static func isOne(_ text: String) -> Bool {
        text.contains { $0 == "," || $0 == ":" || $0.isWhitespace }
    }

    /// Whether a text may be the name of a field: a word that looks like no path.
    static func isField(_ text: String) -> Bool {
        !text.isEmpty && text.allSatisfy { $0.isLetter || $0.isNumber || $0 == "_" }
    }

    /// The schema of a text.
    ///
    /// - Throws: ``CommandFailure`` that names the field.
    static func schema(_ text: String) throws -> JSONValue {
        let isInLines = text.contains(where: \.isNewline)
        let fields = text.split { isInLines ? $0.isNewline : $0 == "," }
            .map { $0.split(whereSeparator: \.isWhitespace).joined(separator: " ") }.filter { !$0.isEmpty }
        var properties = JSONObject()
        for field in fields {
            let (name, property) = try property(field)
            guard properties[name] == nil else { throw failure(localized("has \"\(name)\" twice")) }
            properties[name] = property
        }
        if fields.isEmpty { throw failure(localized("has no field")) }
        return [
            "type": "object", "properties": .object(properties),
            "required": .array(properties.members.map { .string($0.name) }), "additionalProperties": false,
        ]
    }

    private static func property(_ field: String) throws -> (name: String, JSONValue) {
        let parts = field.split(separator: ":", maxSplits: 1, omittingEmptySubsequences: false)
        let words = (parts.first ?? "").split(separator: " ").map(String.init)
        guard let name = words.first else { throw failure(localized("has no name before \"\(field)\"")) }
        guard words.count <= 2 else {
            throw failure(localized("has more than a name and a type in \"\(words.joined(separator: " "))\""))
        }
        guard let type = words.count == 2 ? types[words[1]] : "string" else {
            throw failure(
                localized("has the type \"\(words[1])\" of \"\(name)\", which is none of str, int, float, bool"))
        }
        var property: JSONObject = ["type": .string(type)]
        let description = parts.count > 1 ? parts[1].drop { $0 == " " } : ""
        if !description.isEmpty { property["description"] = .string(String(description)) }
        return (name, .object(property))
    }

    static func failure(_ what: String) -> CommandFailure {
        CommandFailure(
            localized("The schema \(what); write it like 'name, age int, bio: one sentence', or name a file."), .usage)
    }
}
