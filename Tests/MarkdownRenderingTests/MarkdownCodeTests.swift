import Testing

@testable import MarkdownRendering

@Suite(.timeLimit(.minutes(2))) struct MarkdownCodeTests {
    private func colored(_ language: String, _ code: String) -> String {
        let output = rendered("```\(language)\n\(code)\n```\n", columns: 80, color: true)
        return output.split(separator: "\n").dropFirst().joined(separator: "\n").replacing("\u{1B}[", with: "<")
    }

    @Test func theLabelIsDim() {
        #expect(rendered("```swift\n```\n", color: true) == "\u{1B}[2mswift\u{1B}[0m\n")
    }

    @Test func keywordsStringsNumbersAndCommentsHaveColours() {
        #expect(
            colored("swift", "let x = 1.5 + \"a\\\"b\" // c")
                == "  <35mlet<0m x = <36m1.5<0m + <32m\"a\\\"b\"<0m <2m// c<0m")
        #expect(colored("python", "def f1(): # x") == "  <35mdef<0m f1(): <2m# x<0m")
        #expect(colored("sql", "SELECT 'a' -- b") == "  <35mSELECT<0m <32m'a'<0m <2m-- b<0m")
        #expect(colored("bash", "echo $# a#b") == "  echo $# a#b")
        #expect(colored("json", "{\"a\": true}") == "  {<32m\"a\"<0m: <35mtrue<0m}")
        #expect(colored("text", "let 1") == "  let 1")
        #expect(colored("unknown", "see http://x") == "  see http://x")
    }

    @Test func commentsAndStringsGoOverLines() {
        #expect(colored("c", "/* a\nb */ int") == "  <2m/* a<0m\n  <2mb */<0m <35mint<0m")
        #expect(colored("python", "'''a\nb''' 1") == "  <32m'''a<0m\n  <32mb'''<0m <36m1<0m")
        #expect(colored("js", "\"open\nx") == "  <32m\"open<0m\n  x")
    }
}
