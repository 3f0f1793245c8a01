package import JSON

/// Text from outside as a person can judge it: what a terminal would hide, obey or turn around is written out.
package enum VisibleText {
    /// The text on one line, with `\u{…}` for each character that cannot be seen.
    package static func escaped(_ text: String) -> String {
        var result = ""
        for scalar in text.unicodeScalars {
            switch scalar {
            case "\n": result += "\\n"
            case "\t": result += "\\t"
            case "\r": result += "\\r"
            case _ where isHidden(scalar): result += "\\u{\(String(scalar.value, radix: 16, uppercase: true))}"
            default: result.unicodeScalars.append(scalar)
            }
        }
        return result
    }

    /// The lines of a text, as `escaped` writes each.
    package static func lines(of text: String) -> [String] {
        text.split(separator: "\n", omittingEmptySubsequences: false).map { escaped(String($0)) }
    }

    /// JSON over several lines, as `escaped` writes text.
    package static func lines(_ value: JSONValue) -> [String] {
        var lines: [String] = []
        write(value, to: &lines, indent: "", start: "", end: "")
        return lines
    }

    /// Whether a character shows nothing of itself, drives a terminal, or turns the direction of what stands beside it.
    private static func isHidden(_ scalar: Unicode.Scalar) -> Bool {
        switch scalar.properties.generalCategory {
        case .control, .format, .surrogate, .privateUse, .unassigned, .lineSeparator, .paragraphSeparator: true
        case .spaceSeparator: scalar != " "
        // U+2800 is the pattern without dots.
        default: scalar.properties.isDefaultIgnorableCodePoint || scalar.value == 0x2800
        }
    }

    private static func write(
        _ value: JSONValue, to lines: inout [String], indent: String, start: String, end: String
    ) {
        let inner = indent + "  "
        switch value {
        case .object(let object) where !object.members.isEmpty:
            lines.append("\(indent)\(start){")
            for (place, member) in object.members.enumerated() {
                write(
                    member.value, to: &lines, indent: inner, start: "\(quoted(member.name)): ",
                    end: place + 1 < object.members.count ? "," : "")
            }
            lines.append("\(indent)}\(end)")
        case .array(let elements) where !elements.isEmpty:
            lines.append("\(indent)\(start)[")
            for (place, element) in elements.enumerated() {
                write(element, to: &lines, indent: inner, start: "", end: place + 1 < elements.count ? "," : "")
            }
            lines.append("\(indent)]\(end)")
        case .string(let text): lines.append("\(indent)\(start)\(quoted(text))\(end)")
        default: lines.append("\(indent)\(start)\(value.jsonText)\(end)")
        }
    }

    private static func quoted(_ text: String) -> String {
        let escaped = text.replacing("\\", with: "\\\\").replacing("\"", with: "\\\"")
        return "\"\(self.escaped(escaped))\""
    }
}
