import JSON

/// Takes secrets out of what a server sends, for showing it.
///
/// Fact: rows can hold the token of Jupyter, the keys of an application and, in their environment, the `CC_…` variables
/// of CloudCompute's own agent (`docs/api-facts.md` sections 4 and 7).
enum SecretRedactor {
    /// What stands in a secret's place.
    static let mark = "[hidden]"

    /// The value with every secret replaced, wherever it stands: under a name, after it in an array, or after it in
    /// a text such as `-e CC_AGENT_TOKEN=…`.
    static func hiding(_ json: JSONValue) -> JSONValue { hiding(json, 0) }

    /// Texts may hold JSON whose texts hold JSON; what lies deeper than any server's rows do is covered whole.
    private static let maximumDepth = 2 * JSONScanner.maximumDepth

    private static func hiding(_ json: JSONValue, _ depth: Int) -> JSONValue {
        guard depth < maximumDepth else { return covered(json) }
        switch json {
        case .object(let object):
            // `{"key":"CC_…","value":…}` is a pair too.
            let isPair = ["key", "name"].contains { object[$0]?.string.map(isSecret) ?? false }
            return .object(
                JSONObject(
                    object.members.map { member in
                        let isHidden = isSecret(member.name) || isPair && member.name.lowercased() == "value"
                        return .init(member.name, isHidden ? covered(member.value) : hiding(member.value, depth + 1))
                    }))
        case .array(let elements):
            return .array(
                elements.indices.map { index in
                    let isValue = index > 0 && elements[index - 1].string.map(isSecret) ?? false
                    return isValue ? covered(elements[index]) : hiding(elements[index], depth + 1)
                })
        case .string(let text): return .string(hiding(text, depth + 1))
        default: return json
        }
    }

    private static func covered(_ json: JSONValue) -> JSONValue { json.isNull ? json : .string(mark) }

    /// Whether a name is that of a secret, be it of a member, a variable or an option such as `--api-key`.
    private static func isSecret(_ name: String) -> Bool {
        let dash = UInt8(ascii: "-")
        let name = name.lowercased().utf8.drop { $0 == dash || $0 >= 0x80 }.map { $0 == dash ? UInt8(ascii: "_") : $0 }
        return name.starts(with: "cc_".utf8)
            || ["jupyter_token", "api_key", "instance_api_key"].contains { name.elementsEqual($0.utf8) }
    }

    private static func hiding(_ text: String, _ depth: Int) -> String {
        let first = text.utf8.first
        if first == UInt8(ascii: "{") || first == UInt8(ascii: "["), let json = try? JSONValue(parsing: text) {
            return hiding(json, depth).jsonText
        }
        var result = String.UnicodeScalarView()
        var rest = text.unicodeScalars[...]
        while let sign = rest.firstIndex(of: "=") {
            let value = rest.index(after: sign)
            let name = rest[..<sign].reversed().prefix(while: isNamePart)
            result += rest[..<value]
            rest = rest[value...]
            guard isSecret(String(String.UnicodeScalarView(name.reversed()))) else { continue }
            result += mark.unicodeScalars
            rest = rest[end(ofValue: rest)...]
        }
        return String(result + rest)
    }

    private static func isNamePart(_ scalar: Unicode.Scalar) -> Bool {
        switch scalar {
        case "a"..."z", "A"..."Z", "0"..."9", "_", "-": true
        default: scalar.value >= 0x80
        }
    }

    /// Where a value ends: at its closing quote, or before white space or what joins commands and queries.
    private static func end(ofValue text: Substring.UnicodeScalarView) -> String.Index {
        if let quote = text.first, quote == "\"" || quote == "'" {
            return text.dropFirst().firstIndex(of: quote).map { text.index(after: $0) } ?? text.endIndex
        }
        return text.firstIndex { $0.properties.isWhitespace || [";", "&", "|", "\"", "'"].contains($0) }
            ?? text.endIndex
    }
}
