import Testing

@testable import MarkdownRendering

@Suite(.timeLimit(.minutes(1))) struct ReasoningPrinterTests {
    private func shown(_ text: String, pieces: Int) -> String {
        var printer = ReasoningPrinter(columns: 40)
        var output = ""
        for character in text {
            if pieces == 1 { output += printer.push(String(character)) }
        }
        if pieces != 1 { output = printer.push(text) }
        return output + printer.finish()
    }

    @Test(arguments: [1, 2])
    func marksOfEmphasisAreTakenOut(pieces: Int) {
        #expect(shown("**Plan**\nfirst *this*, then 2 * 3", pieces: pieces) == "│ Plan\n│ first this, then 2 * 3\n")
        #expect(shown("**open\nclosed**", pieces: pieces) == "│ **open\n│ closed**\n")
        #expect(shown("\n\n- `a**b`\n\n  c_d_e", pieces: pieces) == "│ - `a**b`\n│\n│ c_d_e\n")
    }
}
