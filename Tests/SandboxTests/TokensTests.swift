import Testing

@testable import Sandbox

@Suite(.timeLimit(.minutes(1))) struct TokensTests {
    @Test(arguments: [
        ("", []), ("one two", ["one", " two"]), ("internationally", ["intern", "ationa", "lly"]),
        ("a  b\n\nc", ["a", "  b", "\n\nc"]), ("Привет, мир", ["Привет", ",", " мир"]),
        ("cafe\u{301}s e\u{301}te\u{301}", ["cafe\u{301}s", " e\u{301}te\u{301}"]), ("1\r\n2", ["1", "\r\n2"]),
    ])
    func wordsAreCutAtSixCharacters(text: String, tokens: [String]) {
        #expect(Tokens.split(text) == tokens)
        #expect(Tokens.count(text) == tokens.count)
    }
}
