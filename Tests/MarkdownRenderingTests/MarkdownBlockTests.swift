import Testing

@testable import MarkdownRendering

@Suite(.timeLimit(.minutes(2))) struct MarkdownBlockTests {
    @Test func headingsLoseTheirMarks() {
        #expect(rendered("# One\n## Two ##\n###### Six\n####### No\n#No") == "One\nTwo\nSix\n####### No #No\n")
        #expect(rendered("# C#\n#\n") == "C#\n")
    }

    @Test func headingsAreBoldAndTheFirstLevelUnderlined() {
        #expect(
            rendered("# A b\n## C", color: true) == "\u{1B}[1;4mA\u{1B}[0m\u{1B}[1;4m b\u{1B}[0m\n\u{1B}[1mC\u{1B}[0m\n"
        )
    }

    @Test func paragraphsAreWrapped() {
        #expect(rendered("aaaa bbbb cccc dddd eeee\nffff", columns: 20) == "aaaa bbbb cccc dddd\neeee ffff\n")
    }

    @Test func hardBreaksAreKept() {
        #expect(rendered("a  \nb\\\nc<br>d <br/> e\nf  \n") == "a\nb\nc\nd\ne f\n")
    }

    @Test func blankLinesBetweenBlocksBecomeOne() {
        #expect(rendered("\n\na\n\n\n\nb\n\n\n") == "a\n\nb\n")
        #expect(rendered("\n \n") == "")
        #expect(rendered("") == "")
    }

    @Test func listsNestAndHang() {
        let text = "- one two three four five\n  - inner one two three four\n- two\n"
        #expect(
            rendered(text, columns: 20)
                == "• one two three four\n  five\n  • inner one two\n    three four\n• two\n")
    }

    @Test func orderedListsKeepTheirNumbers() {
        #expect(
            rendered("9. nine\n10. ten and more and more\n   - x\n", columns: 20)
                == "9. nine\n10. ten and more and\n    more\n    • x\n")
    }

    @Test func tasksShowBoxes() {
        #expect(rendered("- [ ] a\n- [x] b\n1. [X] c\n- [] d\n") == "☐ a\n☑ b\n1. ☑ c\n• [] d\n")
    }

    @Test func anItemKeepsItsParagraphs() {
        #expect(rendered("1. a\n\n   b\n\n2. c\n\nd") == "1. a\n\n   b\n\n2. c\n\nd\n")
    }

    @Test func anItemWithoutTextKeepsItsMarker() {
        #expect(rendered("- a\n-\n- b\n\n-") == "• a\n•\n• b\n\n•\n")
    }

    @Test func quotesHaveBars() {
        #expect(
            rendered("> aaaa bbbb cccc dddd eeee\nlazy\n> > in\n>\n> out\n\nend", columns: 20)
                == "│ aaaa bbbb cccc\n│ dddd eeee lazy\n│ │ in\n│\n│ out\n\nend\n")
    }

    @Test func aListInAQuoteKeepsItsBar() {
        #expect(rendered("> - a\n>   b\n> - c\n>\n>   ```\n>   x\n>   ```\n") == "│ • a b\n│ • c\n│\n│     x\n")
    }

    @Test func quotesWithoutRoomEndTheirLine() {
        #expect(rendered("a\n>>>>>>>>>>>>>>>>", columns: 20).hasSuffix("\n"))
    }

    @Test func aQuoteInAnItem() {
        #expect(rendered("- > q\n  > r\n- s") == "• │ q r\n• s\n")
    }

    @Test func barsAreDim() {
        #expect(rendered("> a", color: true) == "\u{1B}[2m│\u{1B}[0m a\n")
    }

    @Test func fencesKeepTheirLines() {
        #expect(
            rendered("```swift\nlet x = \"a long line that is not wrapped at all\"\n\tx\n\n```\nb", columns: 20)
                == "swift\n  let x = \"a long line that is not wrapped at all\"\n      x\n\nb\n")
        #expect(rendered("~~~~\n~~~\n```\n~~~~~\nx") == "  ~~~\n  ```\nx\n")
        #expect(rendered("```\nopen") == "  open\n")
        #expect(rendered("a\n```b``` c") == "a ```b``` c\n")
    }

    @Test func fencesInItemsLoseTheItemsIndent() {
        #expect(rendered("1. a\n   ```\n   x\n     y\n   ```\n2. b") == "1. a\n     x\n       y\n2. b\n")
    }

    @Test func codeIsPrintedWordByWord() {
        var renderer = MarkdownRenderer(columns: 40, allowsColor: false)
        #expect(renderer.push("```c\nint x") == "c\n  int ")
        #expect(renderer.push(";\nint") == "x;\n")
        #expect(renderer.push("\n") == "  int\n")
        #expect(renderer.push("```\nq\n") == "q")
        #expect(renderer.finish() == "\n")
    }

    @Test func indentedCodeFollowsABlankLine() {
        #expect(rendered("a\n\n    x  *y*\n\n      z\nb\n    c") == "a\n\n  x  *y*\n\n    z\nb c\n")
    }

    @Test func rulesAreAtMostFortyColumns() {
        let rule = String(repeating: "─", count: 40)
        #expect(rendered("a\n---\n* * *\n___\n", columns: 80) == "a\n\(rule)\n\(rule)\n\(rule)\n")
        #expect(rendered("a\n==\n--\n**") == "a == -- **\n")
        #expect(
            rendered("***\n", columns: 20, color: true) == "\u{1B}[2m" + String(repeating: "─", count: 20)
                + "\u{1B}[0m\n")
    }

    @Test func aLineBelowAParagraphMakesAHeadingOfIt() {
        #expect(rendered("Setext heading\n==============\ntext") == "Setext heading\n══════════════\ntext\n")
        #expect(rendered("> a\n> ===\nb", columns: 80) == "│ a\n│ ═══\nb\n")
        #expect(rendered("===\na === b\n=== c\n\n===") == "=== a === b === c\n\n===\n")
        #expect(rendered("- a\n===\nb") == "• a === b\n")
        #expect(rendered("a\n" + String(repeating: "=", count: 90), columns: 20).hasSuffix("\n════════════════════\n"))
    }

    @Test func displayedFormulasAreReadable() {
        #expect(
            rendered("$$\nx_1 * y_2 * z\n$$\n\\[ a*b*c \\]\n\\[\nq\n\\]\nend") == "  x₁ * y₂ * z\n  a*b*c\n  q\nend\n")
        #expect(rendered("$$E = mc^2$$.\n") == "  E = mc².\n")
        #expect(rendered("\\[\n\\begin{aligned}\na &= b \\\\\nc\n\\end{aligned}\n\\]\n") == "  a = b\n  c\n")
        #expect(rendered("$$\nnever *closed*\n\nb *c*") == "  never *closed*\nb c\n")
    }

    @Test func wordsArePrintedAsTheyCome() {
        var renderer = MarkdownRenderer(columns: 40, allowsColor: false)
        #expect(renderer.push("Hello ") == "Hello")
        #expect(renderer.push("wor") == " wo")
        #expect(renderer.push("ld **bo") == "rld")
        #expect(renderer.push("ld** x ") == " bold x")
        #expect(renderer.push("2 * 3 ") == " 2 * 3")
        #expect(renderer.push("你好吗") == " 你")
        #expect(renderer.finish() == "好吗\n")
    }

    @Test func anotherReplyMayFollow() {
        var renderer = MarkdownRenderer(columns: 40, allowsColor: false)
        #expect(renderer.push("> a") + renderer.finish() == "│ a\n")
        #expect(renderer.push("b") + renderer.finish() == "b\n")
        #expect(renderer.finish() == "")
    }

    @Test func aNewWidthHoldsFromThenOn() {
        var renderer = MarkdownRenderer(columns: 40, allowsColor: false)
        var output = renderer.push("aaaa bbbb cccc dddd eeee ")
        renderer.resize(columns: 20)
        output += renderer.push("ffff gggg hhhh iiii jjjj") + renderer.finish()
        #expect(output == "aaaa bbbb cccc dddd eeee\nffff gggg hhhh iiii\njjjj\n")
    }
}
