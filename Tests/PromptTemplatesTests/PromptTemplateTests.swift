import PromptTemplates
import Testing

@Suite(.timeLimit(.minutes(2))) struct PromptTemplateTests {
    @Test func readsFrontMatterAndBody() throws {
        let template = try PromptTemplate(
            text: """
                ---
                model: a/b
                system: Be {{tone}}.
                parameters:
                  temperature: 0.20
                  stop: ["a", b]
                  flag: yes
                  on: true
                ---

                Say {{ input }} {{"a": 1}} and {{input}}.
                """, path: "t.md")
        #expect(template.model == "a/b")
        #expect(template.variables == ["tone", "input"])
        #expect(template.parameters.map(\.json) == ["0.20", #"["a","b"]"#, #""yes""#, "true"])
        #expect(
            try template.fill(template.body, with: ["input": "{{tone}}"]) == #"Say {{tone}} {{"a": 1}} and {{tone}}."#)
    }

    @Test func missingVariablesAreNamedTogether() throws {
        let template = try PromptTemplate(text: "{{a}} {{b}} {{a}} {{c}}", path: "t.md")
        let error = #expect(throws: PromptTemplateError.self) { try template.fill(template.body, with: ["b": ""]) }
        #expect(error?.reason == .missingValues(["a", "c"]))
    }

    @Test(arguments: ["", "---\nmodel: x\n", "---\nmodle: x\n---\nhi", "---\n- a\n---\nhi", "---\n: :\n---\nhi"])
    func whatIsNoTemplateIsRefused(text: String) {
        #expect(throws: PromptTemplateError.self) { try PromptTemplate(text: text, path: "t.md") }
    }

    @Test func aBodyAloneIsATemplate() throws {
        #expect(try PromptTemplate(text: "\r\nhello\r\n", path: "t.md").body == "hello")
    }
}
