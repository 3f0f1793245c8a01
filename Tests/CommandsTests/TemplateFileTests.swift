import Foundation
import PromptTemplates
import Testing

@testable import Commands

@Suite(.timeLimit(.minutes(1))) struct TemplateFileTests {
    @Test(arguments: [
        "plain", "--- not front matter", "---\nmodel: x\n---", "two\nlines {{input}}", "\"quoted\" : # \\", "Привет 👋",
        "a\u{2028}b\u{85}c\u{B}d\te", "{{a}} {{b}}", "- list", "key: value", "'",
    ]) func whatIsWrittenIsReadAsItWas(text: String) throws {
        var template = PromptTemplate(path: "t.md", body: "The body: \(text)")
        template.system = text
        template.model = "m: \(text)"
        template.parameters = [
            .init(name: "temperature", json: "0.2"), .init(name: "stop", json: #"["a","b\n"]"#),
            .init(name: "x: y", json: #"{"k":null}"#),
        ]
        let read = try PromptTemplate(text: template.fileText, path: "t.md")
        #expect(read.system == template.system && read.model == template.model)
        #expect(read.parameters == template.parameters)
        #expect(read.body.filter { !$0.isNewline } == template.body.filter { !$0.isNewline })
    }

    @Test(arguments: ["---\nmodel: x\n---", "plain", "---"]) func aBodyStaysABody(body: String) throws {
        let template = PromptTemplate(path: "t.md", body: body)
        let read = try PromptTemplate(text: template.fileText, path: "t.md")
        #expect(read.body == body && read.model == nil)
    }

    @Test(arguments: [
        ("fix", true), ("fix-it_2.1", true), ("перевод", true), ("", false), (".hidden", false), ("-x", false),
        ("a/b", false), ("a b", false), ("..", false), ("a\0", false), (String(repeating: "a", count: 65), false),
    ]) func namesAreSafe(name: String, isName: Bool) {
        #expect(TemplateFolder.isName(name) == isName)
    }
}
