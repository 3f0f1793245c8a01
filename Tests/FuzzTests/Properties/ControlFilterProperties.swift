import JSON

@testable import Terminal

/// However the text is cut, what comes out is the same and drives no terminal.
enum ControlFilterProperties {
    static func check(_ bytes: [UInt8]) throws {
        let text = String(decoding: bytes, as: UTF8.self)
        let whole = ControlCharacterFilter.filter(text)
        let scalars = Array(text.unicodeScalars)
        for longest in [1, 5] {
            var filter = ControlCharacterFilter()
            var output = ""
            for piece in Pieces(of: scalars.count, longest: longest) {
                output += filter.filter(String(String.UnicodeScalarView(scalars[piece])))
            }
            output += filter.finish()
            try require(output.utf8.elementsEqual(whole.utf8), "In pieces of \(longest): \(output)")
        }
        try checkHarmless(whole)
        try require(ControlCharacterFilter.filter(whole).utf8.elementsEqual(whole.utf8), "A second time changes it")
        try require(
            letters(whole).elementsEqual(letters(text)) && whole.unicodeScalars.count <= scalars.count,
            "Another text: \(whole)")
        let line = ControlCharacterFilter.filterLine(text)
        try require(!line.utf8.contains { $0 == 0x0A || $0 == 0x09 }, "The line has an end")
        try checkHarmless(line)
        for columns in [1, 10] {
            let width = DisplayWidth.of(DisplayWidth.cut(line, to: columns))
            try require(width <= columns, "\(width) columns of \(columns)")
        }
        try checkJSON(bytes)
    }

    private static func checkJSON(_ bytes: [UInt8]) throws {
        guard String(validating: bytes, as: UTF8.self) != nil, let json = try? JSONValue(parsing: bytes) else { return }
        let escaped = TerminalJSON.escaped(bytes)
        try checkHarmless(String(decoding: escaped, as: UTF8.self))
        try require(try JSONValue(parsing: escaped).jsonBytes == json.jsonBytes, "Other JSON is shown")
    }

    private static func letters(_ text: String) -> [Unicode.Scalar] {
        text.unicodeScalars.filter { $0.properties.isAlphabetic }
    }

    private static func checkHarmless(_ text: String) throws {
        for scalar in text.unicodeScalars where scalar != "\n" && scalar != "\t" {
            let isHarmless =
                switch scalar.properties.generalCategory {
                case .control, .lineSeparator, .paragraphSeparator, .surrogate: false
                default: !scalar.properties.isBidiControl && !(0xE0000...0xE007F).contains(scalar.value)
                }
            try require(isHarmless, "\(scalar.debugDescription) is left")
        }
    }
}
