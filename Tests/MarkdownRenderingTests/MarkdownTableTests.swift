import Testing

@testable import MarkdownRendering

@Suite(.timeLimit(.minutes(2))) struct MarkdownTableTests {
    @Test func columnsAreAligned() {
        #expect(
            rendered("| a | bb | c |\n|:--|--:|:-:|\n| x | 1 | y |\n| long | 22 | wide |\n\nend")
                == "a    │ bb │  c\n─────┼────┼─────\nx    │  1 │  y\nlong │ 22 │ wide\n\nend\n")
    }

    @Test func aTabInACellIsASpace() {
        #expect(rendered("|a\tb|c|\n|-|-|\n|x|\ty\tz|\n") == "a b │ c\n────┼────\nx   │ y z\n")
    }

    @Test func theHeaderIsBoldAndTheRuleDim() {
        #expect(
            rendered("|a|b|\n|-|-|\n", color: true)
                == "\u{1B}[1ma\u{1B}[0m \u{1B}[2m│\u{1B}[0m \u{1B}[1mb\u{1B}[0m\n\u{1B}[2m──┼──\u{1B}[0m\n")
    }

    @Test func wideColumnsAreShrunkAndWrapped() {
        #expect(
            rendered("| a | b |\n|---|---|\n| one two three four | x |\n", columns: 20)
                == "a                │ b\n─────────────────┼──\none two three    │ x\nfour             │\n")
    }

    @Test func columnsWithoutRoomStandBelowEachOther() {
        let text = "|a|b|c|d|e|f|g|\n|-|-|-|-|-|-|-|\n|1|2|3|4|5|6|7|\n|8|\n"
        #expect(
            rendered(text, columns: 20) == "a: 1\nb: 2\nc: 3\nd: 4\ne: 5\nf: 6\ng: 7\n\na: 8\nb:\nc:\nd:\ne:\nf:\ng:\n")
    }

    @Test func wideCharactersCountTwo() {
        #expect(rendered("|你好|b|\n|-|-|\n|a|👍🏽|\n") == "你好 │ b\n─────┼───\na    │ 👍🏽\n")
    }

    @Test func cellsTooManyJoinTheLast() {
        #expect(rendered("|a|b|\n|-|-|\n|1|2|3|\n|4|\n") == "a │ b\n──┼──────\n1 │ 2 | 3\n4 │\n")
    }

    @Test func escapedBarsAreText() {
        #expect(rendered("|a|\n|-|\n|x \\| y|\n") == "a\n─────\nx | y\n")
    }

    @Test func aHeaderAloneIsText() {
        #expect(rendered("| a | b |\ntext\n| c |") == "| a | b | text | c |\n")
        #expect(rendered("para\n| a |\n|---|\n| 1 |\nafter") == "para\na\n─\n1\nafter\n")
    }

    @Test func tablesStandInListsAndQuotes() {
        #expect(rendered("- |a|\n  |-|\n  |1|\n> |b|\n> |-|\n") == "• a\n  ─\n  1\n│ b\n│ ─\n")
    }

    @Test func aLongTableIsPrintedBeforeItsEnd() {
        var renderer = MarkdownRenderer(columns: 40, allowsColor: false)
        var output = renderer.push("|a|\n|-|\n" + String(repeating: "|x|\n", count: 11))
        #expect(output == "")
        output += renderer.push("|y|\n|wide|\n|z")
        #expect(output == "a\n───\n" + String(repeating: "x\n", count: 11) + "y\nwid\ne\n")
        #expect(renderer.finish() == "z\n")
    }
}
