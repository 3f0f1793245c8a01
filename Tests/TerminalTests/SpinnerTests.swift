import Testing

@testable import Terminal

@Suite(.timeLimit(.minutes(1))) struct SpinnerTests {
    @Test(arguments: 0...20) func theLineNeverReachesTheLastColumn(columns: Int) {
        let text = Spinner.text(3, "waiting", 12, columns: columns)
        #expect(DisplayWidth.of(text) <= max(0, columns - 1))
        #expect(columns < 15 || text == "⠸ waiting 12 s")
    }

    @Test func theLabelMayChange() {
        let label = SpinnerLabel("waiting")
        label.text = "waiting for page 2"
        #expect(Spinner.text(10, label.text, 0, columns: 80) == "⠋ waiting for page 2 0 s")
    }
}
