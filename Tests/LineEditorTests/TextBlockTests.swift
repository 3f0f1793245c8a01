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
}
