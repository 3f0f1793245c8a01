import Testing

@testable import Settings

@Suite(.timeLimit(.minutes(1))) struct KeyFileTextTests {
    @Test(
        arguments: [
            ("cc-1\n", nil), ("  cc-1\t\r\n\n", nil), ("# mine\n\ncc-1", nil), ("  # mine\ncc-1\n", nil),
            ("cc-1\n# for https://a:8443\n", "https://a:8443"),
            ("# for https://a\r\ncc-1\r\n# for https://b\r\n", "https://a"), ("cc-1\n#for https://a\n", nil),
        ] as [(String, String?)])
    func aKeyStandsAloneAmongComments(text: String, origin: String?) {
        let content = KeyFileText(text)
        #expect(content?.key == APIKey("cc-1"))
        #expect(content?.origin == origin)
    }

    @Test(arguments: [
        "", "\n", "# cc-1\n", "two words\n", "cc-1\ncc-2\n", "cc-1\u{0}\n", "ключ\n", "cc-1 # mine\n", "\u{C}#cc-1\n",
    ])
    func whatHoldsNoKeyOrSeveralIsRefused(text: String) {
        #expect(KeyFileText(text) == nil)
    }

    @Test func whatIsWrittenIsReadAgain() {
        let text = KeyFileText(key: APIKey("cc-1"), origin: "https://a").text
        #expect(text == "cc-1\n# for https://a\n")
        #expect(KeyFileText(text)?.origin == "https://a")
        #expect(KeyFileText(key: APIKey("cc-1"), origin: nil).text == "cc-1\n")
    }
}
