import Terminal
import Testing

@Suite(.timeLimit(.minutes(2))) struct DefinitionListTests {
    @Test func wordsStayInTheirColumn() {
        let rows = [("/a", "одно два три"), ("/long-command ARGUMENT", "say it")]
        #expect(
            DefinitionList.text(rows, indent: 6, columns: 16)
                == "/a    одно два\n      три\n/long-command ARGUMENT\n      say it")
        #expect(DefinitionList.text([("/a", "one two three")], indent: 4, columns: nil) == "/a  one two three")
        #expect(DefinitionList.text([("/a", "unbreakable")], indent: 4, columns: 3) == "/a  unbreakable")
    }
}
