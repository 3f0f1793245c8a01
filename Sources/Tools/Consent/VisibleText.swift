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

    /// As much of a text as so many characters take; one that a person sees may hold any number of them.
    package static func cut(_ text: String, to count: Int) -> String {
        let scalars = text.unicodeScalars
        guard let end = scalars.index(scalars.startIndex, offsetBy: count, limitedBy: scalars.endIndex),
            end < scalars.endIndex
        else { return text }
        return String(scalars[..<end]) + "…"
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
        var escaped = ""
        // Scalar by scalar, since a mark behind a quotation mark makes one character with it.
        for scalar in text.unicodeScalars {
            switch scalar {
            case "\\": escaped += "\\\\"
            case "\"": escaped += "\\\""
            case "\u{2423}": escaped += "\\u{2423}"
            default: escaped.unicodeScalars.append(scalar)
            }
        }
        return "\"\(withSpaces(self.escaped(escaped)))\""
    }

    /// What is shown for a space where spaces would hide something.
    private static let space = "\u{2423}"

    /// The text with each space visible of more than two in a row.
    private static func withSpaces(_ text: String) -> String {
        guard text.contains("   ") else { return text }
        var (result, run) = ("", 0)
        func end() { result += String(repeating: run > 2 ? space : " ", count: run) }
        for scalar in text.unicodeScalars {
            if scalar == " " {
                run += 1
                continue
            }
            end()
            run = 0
            result.unicodeScalars.append(scalar)
        }
        end()
        return result
    }

    /// A line in rows of so many columns, of which none begins or ends with a space that was not there before it.
    static func rows(_ line: String, _ columns: Int) -> [String] {
        let columns = max(8, columns)
        guard line.utf8.count > columns else { return [line] }
        var rows: [String] = []
        var (row, width) = (String.UnicodeScalarView(), 0)
        func cut() {
            var text = String(row)
            if text.hasSuffix(" ") { text = String(text.dropLast()) + space }
            if !rows.isEmpty, text.hasPrefix(" ") { text = space + text.dropFirst() }
            rows.append(text)
        }
        for scalar in line.unicodeScalars {
            // Wide characters take two columns, and none takes more.
            let own = scalar.isASCII || scalar == "\u{2423}" ? 1 : 2
            if width + own > columns {
                cut()
                (row, width) = (String.UnicodeScalarView(), 0)
            }
            row.append(scalar)
            width += own
        }
        cut()
        return rows
    }
}
