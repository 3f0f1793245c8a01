import Testing

@testable import Terminal

@Suite(.timeLimit(.minutes(2))) struct TextTableTests {
    private func table() -> TextTable {
        var table = TextTable([("ID", .left), ("NAME", .left), ("SIZE", .right)])
        table.add(["a", "Имя", "1"])
        table.add(["bb", "世界", "1000"])
        return table
    }

    @Test func columnsLineUpWhateverTheScript() {
        #expect(
            table().text(width: nil) == """
                ID  NAME  SIZE
                a   Имя      1
                bb  世界  1000

                """)
    }

    @Test func longCellsAreCutToTheTerminal() {
        var table = table()
        table.add(["ccc", "a name that is far too long for it", "12"])
        let lines = table.text(width: 24).split(separator: "\n")
        #expect(lines.allSatisfy { DisplayWidth.of($0) <= 24 })
        #expect(lines.last == "ccc  a name that …    12")
    }

    @Test func oneLongNameCostsTheOtherRowsNothing() {
        var table = table()
        table.add(["a/very/long/name/indeed", "n", "7"])
        #expect(
            table.text(width: 30, dropping: ["NAME", "SIZE"]) == """
                ID  NAME  SIZE
                a   Имя      1
                bb  世界  1000
                a/very/long/name/indeed
                    n        7

                """)
        #expect(table.text(width: 50, dropping: ["NAME", "SIZE"]).contains("a/very/long/name/indeed  n        7\n"))
    }

    @Test func namesFromOutsideCannotBreakARow() {
        var table = TextTable([("ID", .left)])
        table.add(["a\nb\u{1B}[2J"])
        #expect(table.text(width: nil) == "ID\na b␛[2J\n")
    }

    @Test(arguments: [("abc", 3), ("Привет", 6), ("世界", 4), ("e\u{301}", 1), ("👍🏽", 2), ("❤️", 2), ("", 0)])
    func widthsAreThoseOfATerminal(text: String, width: Int) {
        #expect(DisplayWidth.of(text) == width)
    }
}
