import Foundation
import Testing

@testable import LineEditor

@Suite(.timeLimit(.minutes(2))) struct TextBlockTests {
    @Test(arguments: [
        ("\"\"\"\na\n\nb\n\"\"\"", "a\n\nb"), ("\"\"\"a\"\"\"", "a"), ("\"\"\"\n\n\na\n\"\"\" ", "\n\na"),
        ("\"\"\"Doc.\"\"\"\nimport x", "\"\"\"Doc.\"\"\"\nimport x"), ("\"\"\"", "\"\"\""), ("\"\"\"\"\"\"", ""),
        ("a \"\"\"b\"\"\"", "a \"\"\"b\"\"\""),
    ])
    func quotesAroundTheWholeAreTakenOff(typed: String, text: String) {
        #expect(TextBlock.inner(typed) == text)
    }

    @Test func aPipesBlockIsOneLine() async throws {
        let pipe = Pipe()
        try pipe.fileHandleForWriting.write(
            contentsOf: Data("one\\\ntwo\r\n\"\"\"\r\na\n\nb\n\"\"\"\nlast\n\"\"\"\nopen".utf8))
        try pipe.fileHandleForWriting.close()
        let reader = PipeLineReader(descriptor: pipe.fileHandleForReading.fileDescriptor)
        for line in ["one\\", "two", "a\n\nb", "last", "open"] { #expect(await reader.next(prompt: "") == .line(line)) }
        #expect(await reader.next(prompt: "") == .end)
    }

    @Test(arguments: [("a\n\u{FF}\n", 2), ("a\n\"\"\"\nb\n\u{FF}\n\"\"\"\n", 4), ("a\n\u{FF}", 2)])
    func aPipesLineThatIsNoTextIsNamed(text: String, number: Int) async throws {
        let pipe = Pipe()
        // Latin-1: U+00FF is one byte, which is no UTF-8.
        try pipe.fileHandleForWriting.write(contentsOf: try #require(text.data(using: .isoLatin1)))
        try pipe.fileHandleForWriting.close()
        let reader = PipeLineReader(descriptor: pipe.fileHandleForReading.fileDescriptor)
        #expect(await reader.next(prompt: "") == .line("a"))
        #expect(await reader.next(prompt: "") == .unreadable(line: number))
    }
}
