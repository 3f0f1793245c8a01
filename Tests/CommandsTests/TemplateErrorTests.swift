import PromptTemplates
import Testing

@testable import Commands

@Suite(.timeLimit(.minutes(1))) struct TemplateErrorTests {
    @Test(arguments: [
        ("model: x\n\tsystem: x", "line 3"), ("parameters: {[1,2]: 3}", "line 2"), ("- a", "line 2"),
        ("model: x\nsystem: [x]", "line 3"), ("a: b: c", "line 2"), ("[1, 2]: x", "line 2"),
    ])
    func mistakesInTheFrontMatterAreBadDataAndNameTheLineOfTheFile(header: String, line: String) {
        let error = #expect(throws: PromptTemplateError.self) {
            try PromptTemplate(text: "---\n\(header)\n---\n{{input}}\n", path: "t.md")
        }
        guard let error else { return }
        #expect(ExitCode(error) == .badData)
        #expect(ErrorText().sentence(error)?.hasPrefix("The front matter of t.md, \(line)") == true)
    }
}
