import Foundation

/// Splits a template's text at its `{{variables}}`.
enum TemplateText {
    enum Piece {
        case text(String)
        case variable(String)
    }

    /// The pieces in order.
    ///
    /// Braces around anything but a name are text, so that code may stand in a template.
    static func pieces(_ text: String) -> [Piece] {
        var pieces: [Piece] = []
        var plain = Substring()
        var rest = Substring(text)
        while let open = rest.range(of: "{{") {
            guard let close = rest[open.upperBound...].range(of: "}}") else { break }
            let name = rest[open.upperBound..<close.lowerBound].trimmingCharacters(in: .whitespaces)
            guard isName(name) else {
                plain += rest[..<open.upperBound]
                rest = rest[open.upperBound...]
                continue
            }
            pieces.append(.text(String(plain + rest[..<open.lowerBound])))
            pieces.append(.variable(name))
            plain = ""
            rest = rest[close.upperBound...]
        }
        pieces.append(.text(String(plain + rest)))
        return pieces
    }

    private static func isName(_ text: String) -> Bool {
        guard let first = text.first, first.isLetter || first == "_" else { return false }
        return text.allSatisfy { $0.isLetter || $0.isNumber || $0 == "_" || $0 == "-" || $0 == "." }
    }
}
