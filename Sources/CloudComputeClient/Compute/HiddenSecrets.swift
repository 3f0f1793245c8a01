/// Takes secrets out of what a server sends, for showing it.
///
/// Fact: rows can hold the token of Jupyter, the keys of an application and, in their environment, the `CC_…` variables
/// of CloudCompute's own agent (`FACTS.md` sections 4 and 7).
enum HiddenSecrets {
    /// What stands in a secret's place.
    static let mark = "[hidden]"

    /// The value with every secret replaced, wherever it stands: under a name, after it in an array, or after it in
    /// a text such as `-e CC_AGENT_TOKEN=…`.
    static func hiding(_ json: JSONValue) -> JSONValue {
        switch json {
        case .object(let object):
            // `{"key":"CC_…","value":…}` is a pair too.
            let isPair = ["key", "name"].contains { object[$0]?.string.map(isSecret) ?? false }
            return .object(
                JSONObject(
                    object.members.map { member in
                        let isHidden = isSecret(member.name) || isPair && member.name.lowercased() == "value"
                        return .init(member.name, isHidden ? covered(member.value) : hiding(member.value))
                    }))
        case .array(let elements):
            return .array(
                elements.indices.map { index in
                    let isValue = index > 0 && elements[index - 1].string.map(isSecret) ?? false
                    return isValue ? covered(elements[index]) : hiding(elements[index])
                })
        case .string(let text): return .string(hiding(text))
        default: return json
        }
    }

    private static func covered(_ json: JSONValue) -> JSONValue { json.isNull ? json : .string(mark) }

    /// Whether a name is that of a secret, be it of a member, a variable or an option such as `--api-key`.
    private static func isSecret(_ name: String) -> Bool {
        let name = String(name.drop { $0 == "-" }.map { $0 == "-" ? "_" : $0 }).lowercased()
        return name.hasPrefix("cc_") || ["jupyter_token", "api_key", "instance_api_key"].contains(name)
    }

    private static func hiding(_ text: String) -> String {
        if let first = text.first, first == "{" || first == "[", let json = try? JSONValue(parsing: text) {
            return hiding(json).jsonText
        }
        var result = ""
        var rest = text[...]
        while let sign = rest.firstIndex(of: "=") {
            let value = rest.index(after: sign)
            let name = rest[..<sign].reversed().prefix { $0.isLetter || $0.isNumber || "_-".contains($0) }
            result += rest[..<value]
            rest = rest[value...]
            guard isSecret(String(name.reversed())) else { continue }
            result += mark
            rest = rest[end(ofValue: rest)...]
        }
        return result + rest
    }

    /// Where a value ends: at its closing quote, or before white space or what joins commands and queries.
    private static func end(ofValue text: Substring) -> Substring.Index {
        if let quote = text.first, quote == "\"" || quote == "'" {
            return text.dropFirst().firstIndex(of: quote).map { text.index(after: $0) } ?? text.endIndex
        }
        return text.firstIndex { $0.isWhitespace || ";&|\"'".contains($0) } ?? text.endIndex
    }
}
