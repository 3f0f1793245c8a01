import Terminal

@testable import MarkdownRendering

/// However the text is cut the output is the same, drives no terminal, holds all letters, and costs linear work.
enum MarkdownProperties {
    static func check(_ bytes: [UInt8]) throws {
        let text = ControlCharacterFilter.filter(String(decoding: bytes, as: UTF8.self))
        let scalars = Array(text.unicodeScalars)
        for (columns, allowsColor) in [(40, true), (20, false)] {
            let whole = try rendered(scalars, longest: .max, columns, allowsColor)
            for longest in [1, 9] {
                let cut = try rendered(scalars, longest: longest, columns, allowsColor)
                try require(cut.utf8.elementsEqual(whole.utf8), "In pieces of \(longest): \(cut)\nand not: \(whole)")
            }
            try checkScalars(whole, allowsColor)
            // Formulas are shown by other letters.
            let hasFormula = ["\\(", "\\[", "$$"].contains { text.contains($0) }
            if !hasFormula, !text.unicodeScalars.contains(where: { "<&[|".unicodeScalars.contains($0) }) {
                let (expected, found) = (letters(text), letters(whole))
                try require(found == expected, "Of \(expected) there is \(found)")
            }
        }
    }

    private static func rendered(
        _ scalars: [Unicode.Scalar], longest: Int, _ columns: Int, _ allowsColor: Bool
    ) throws -> String {
        var renderer = MarkdownRenderer(columns: columns, allowsColor: allowsColor)
        var output = ""
        for piece in Pieces(of: scalars.count, longest: longest) {
            output += renderer.push(String(String.UnicodeScalarView(scalars[piece])))
        }
        let work = renderer.work
        output += renderer.finish()
        try require(work <= 64 * (scalars.count + 64), "\(work) steps for \(scalars.count) scalars")
        return output
    }

    /// The letters in order, without those of sequences that switch styles.
    private static func letters(_ text: String) -> String {
        var result = String.UnicodeScalarView()
        var isInSequence = false
        for scalar in text.unicodeScalars {
            if scalar == "\u{1B}" { isInSequence = true }
            if !isInSequence, scalar.properties.isAlphabetic { result.append(scalar) }
            if scalar == "m" { isInSequence = false }
        }
        return String(result)
    }

    private static func checkScalars(_ output: String, _ allowsColor: Bool) throws {
        try require(output.isEmpty || output.hasSuffix("\n"), "The output has no end")
        var isOn = false
        var rest = output.unicodeScalars[...]
        while let scalar = rest.popFirst() {
            if scalar == "\n" { try require(!isOn, "A style lasts over a line end") }
            guard scalar == "\u{1B}" else {
                try require(
                    scalar == "\n" || scalar.properties.generalCategory != .control, "\(scalar.debugDescription)")
                continue
            }
            try require(allowsColor && rest.popFirst() == "[", "A sequence that is no style")
            let parameters = rest.prefix { ("0"..."9").contains($0) || $0 == ";" }
            rest = rest.dropFirst(parameters.count)
            try require(rest.popFirst() == "m", "A sequence that is no style")
            isOn = String(parameters) != "0"
        }
        try require(!isOn, "A style is left on")
    }
}
