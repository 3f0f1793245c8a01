import JSON
import PromptTemplates

extension PromptTemplate {
    /// The template as a file has it; reading that gives the template again.
    var fileText: String {
        var lines = ["---"]
        if let model { lines.append("model: \(Self.quoted(model))") }
        if let system { lines.append("system: \(Self.quoted(system))") }
        if !parameters.isEmpty { lines.append("parameters:") }
        for parameter in parameters {
            lines.append("  \(Self.quoted(parameter.name)): \(Self.escaped(parameter.json))")
        }
        lines.append("---")
        // A body that begins like front matter needs some before it.
        let header = lines.count > 2 || body.hasPrefix("---") ? lines : []
        return (header + [body]).joined(separator: "\n") + "\n"
    }

    private static func quoted(_ text: String) -> String { escaped(JSONValue.string(text).jsonText) }

    /// JSON as YAML takes it on one line: whatever might count as a line end there is escaped.
    private static func escaped(_ json: String) -> String {
        json.unicodeScalars.map { scalar -> String in
            let isPlain =
                scalar == " " || !(scalar.properties.isWhitespace || scalar.properties.generalCategory == .control)
            guard !isPlain else { return String(scalar) }
            let digits = String(scalar.value, radix: 16)
            return "\\u" + String(repeating: "0", count: max(0, 4 - digits.count)) + digits
        }.joined()
    }
}
