import JSON

@testable import Tools

/// What a person is shown before a yes hides nothing: no character without a shape, and no other text looks the same.
enum VisibleTextProperties {
    static func check(_ bytes: [UInt8]) throws {
        let text = String(decoding: bytes, as: UTF8.self)
        let escaped = VisibleText.escaped(text)
        try checkVisible(escaped)
        try require(VisibleText.escaped(escaped) == escaped, "A second time changes it: \(escaped)")
        try require(letters(of: text, within: escaped), "Letters are missing of \(escaped)")
        try require(VisibleText.lines(of: text).joined(separator: "\\n") == escaped, "The lines are others")
        try checkString(text)
        try checkCut(text)
        for columns in [8, 33] { try checkRows(escaped, columns) }
        guard let json = try? JSONValue(parsing: bytes) else { return }
        for line in VisibleText.lines(json) { try checkVisible(line) }
    }

    private static func checkVisible(_ text: String) throws {
        for scalar in text.unicodeScalars where scalar != " " {
            let isVisible =
                switch scalar.properties.generalCategory {
                case .control, .format, .surrogate, .privateUse, .unassigned, .lineSeparator, .paragraphSeparator,
                    .spaceSeparator:
                    false
                default: !scalar.properties.isDefaultIgnorableCodePoint && !scalar.properties.isBidiControl
                }
            try require(isVisible, "\(scalar.debugDescription) is left")
        }
    }

    private static func letters(of text: String, within other: String) -> Bool {
        var rest = other.unicodeScalars[...]
        for scalar in text.unicodeScalars where scalar.properties.isAlphabetic {
            if scalar.properties.isDefaultIgnorableCodePoint { continue }
            guard let place = rest.firstIndex(of: scalar) else { return false }
            rest = rest[rest.index(after: place)...]
        }
        return true
    }

    /// A string of JSON can be read back from what is shown, so that no two look the same.
    private static func checkString(_ text: String) throws {
        let lines = VisibleText.lines(.string(text))
        try require(lines.count == 1, "\(lines.count) lines")
        // Scalar by scalar, since a mark at the start makes one character with the quotation mark.
        let shown = Array(lines.joined().unicodeScalars)
        try require(shown.count >= 2 && shown.first == "\"" && shown.last == "\"", "\(lines) is no string")
        let read = try unescaped(Array(shown.dropFirst().dropLast()))
        try require(read.utf8.elementsEqual(text.utf8), "\(lines) is read as \(read.debugDescription)")
    }

    private static func unescaped(_ shown: [Unicode.Scalar]) throws -> String {
        var result = String.UnicodeScalarView()
        var rest = shown[...]
        while let scalar = rest.popFirst() {
            guard scalar == "\\" else {
                result.append(scalar == "\u{2423}" ? " " : scalar)
                continue
            }
            switch rest.popFirst() {
            case "n": result.append("\n")
            case "t": result.append("\t")
            case "r": result.append("\r")
            case "u":
                let digits = String(String.UnicodeScalarView(rest.dropFirst().prefix { $0 != "}" }))
                rest = rest.dropFirst(digits.count + 2)
                guard let value = UInt32(digits, radix: 16), let decoded = Unicode.Scalar(value) else {
                    throw Broken("\\u{\(digits)} is no character")
                }
                result.append(decoded)
            case "\\"?: result.append("\\")
            case "\""?: result.append("\"")
            case let other: throw Broken("\(String(describing: other)) stands behind a backslash")
            }
        }
        return String(result)
    }

    private static func checkCut(_ text: String) throws {
        for count in [0, 5, 64] {
            let cut = VisibleText.cut(text, to: count)
            let isWhole = cut.utf8.elementsEqual(text.utf8)
            try require(isWhole || cut.unicodeScalars.count == count + 1, "\(count) characters are \(cut)")
        }
    }

    private static func checkRows(_ line: String, _ columns: Int) throws {
        let rows = VisibleText.rows(line, columns)
        let whole = rows.joined().unicodeScalars.map { $0 == "\u{2423}" ? " " : $0 }
        try require(whole == line.unicodeScalars.map { $0 == "\u{2423}" ? " " : $0 }, "The rows are another line")
        guard rows.count > 1 else { return }
        for row in rows {
            let width = row.unicodeScalars.reduce(0) { $0 + ($1.isASCII || $1 == "\u{2423}" ? 1 : 2) }
            try require(width <= columns && !row.hasPrefix(" ") || row == rows.first, "A row of \(width): \(row)")
            try require(!row.hasSuffix(" "), "A row ends in a space: \(row)")
        }
    }
}
