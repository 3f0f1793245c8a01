import Testing

@testable import Terminal

@Suite(.timeLimit(.minutes(1))) struct LiveBlockTests {
    @Test func linesFitTheScreen() {
        #expect(LiveBlock.visible("a\nb\n", rows: nil, columns: nil) == ["a", "b"])
        #expect(LiveBlock.visible("head\n1\n2\n3\nall\n", rows: 4, columns: 80) == ["head", "3", "all"])
        #expect(LiveBlock.visible("abcdef\n", rows: 4, columns: 4).allSatisfy { DisplayWidth.of($0) <= 3 })
        #expect(LiveBlock.visible("a\nb\nc\n", rows: 1, columns: 80) == ["a"])
    }
}
