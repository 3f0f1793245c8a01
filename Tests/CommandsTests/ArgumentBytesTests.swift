import Testing

@testable import Commands

@Suite(.timeLimit(.minutes(1))) struct ArgumentBytesTests {
    @Test func textOfAnyLanguageIsTaken() {
        #expect(ArgumentBytes.complaint([]) == nil)
        #expect(ArgumentBytes.complaint(["ask", "привет", "", "🙂"].map { Array($0.utf8) }) == nil)
    }

    @Test(
        arguments: [
            ([0x69, 0x6E, 0xFF, 0x2E], #"$'in\xff.'"#), ([0x0A, 0x27, 0x5C, 0xC3], #"$'\x0a\'\\\xc3'"#),
            ([0xED, 0xA0, 0x80], #"$'\xed\xa0\x80'"#),
        ] as [([UInt8], String)])
    func otherBytesAreNamedWithTheirPlace(bytes: [UInt8], shown: String) {
        let complaint = ArgumentBytes.complaint([Array("ask".utf8), bytes])
        #expect(complaint?.hasPrefix("Argument 2, \(shown), is not UTF-8") == true, "\(complaint ?? "")")
    }
}
