import Foundation
import PromptTemplates
import Testing

@Suite(.timeLimit(.minutes(1))) struct HostileTemplateTests {
    /// Each level holds the one below it ten times over.
    private static func bomb(levels: Int, width: Int, key: Bool) -> String {
        var lines = ["a0: &a0 [x]"]
        for level in 1...levels {
            let uses = Array(repeating: "*a\(level - 1)", count: width).joined(separator: ", ")
            lines.append("a\(level): &a\(level) [\(uses)]")
        }
        if key { lines.append("? *a\(levels)\n: x") }
        return lines.joined(separator: "\n")
    }

    @Test(arguments: [false, true])
    func aliasesThatMultiplyEndAtOnce(inKey: Bool) {
        for (levels, width) in [(9, 9), (9, 3), (16, 2)] {
            let text = Self.bomb(levels: levels, width: width, key: inKey)
            let template = "---\nparameters:\n\(text.split(separator: "\n").map { "  \($0)\n" }.joined())---\nbody"
            let error = #expect(throws: PromptTemplateError.self) { try PromptTemplate(text: template, path: "t.md") }
            #expect(error?.path == "t.md")
        }
    }

    @Test func aFewAliasesAreTaken() throws {
        let template = "---\nparameters:\n  a: &x [1, 2]\n  b: *x\n---\nbody"
        #expect(try PromptTemplate(text: template, path: "t.md").parameters.last?.json == "[1,2]")
    }

    @Test func deepNestingEndsInASentence() {
        let deep = String(repeating: "[", count: 900) + String(repeating: "]", count: 900)
        #expect(throws: PromptTemplateError.self) {
            try PromptTemplate(text: "---\nparameters:\n  a: \(deep)\n---\nbody", path: "t.md")
        }
    }
}
