import JSON
import YAML

@testable import PromptTemplates

/// A template is refused with a place, or its text goes out as it stands save for the variables.
enum TemplateProperties {
    static func check(_ bytes: [UInt8]) throws {
        let template: PromptTemplate
        do throws(PromptTemplateError) { template = try PromptTemplate(bytes: bytes, path: "t.md") } catch {
            try require(error.path == "t.md", error.path)
            if case .frontMatter(let error) = error.reason { try error.checkPlace() }
            return
        }
        for parameter in template.parameters {
            do { _ = try JSONValue(parsing: parameter.json) } catch { throw Broken("\(parameter.json): \(error)") }
        }
        let names = template.variables
        try require(Set(names).count == names.count, "A variable stands twice in \(names)")
        let values = Dictionary(uniqueKeysWithValues: names.map { ($0, "") })
        for text in [template.body, template.system ?? ""] {
            let filled = try template.fill(text, with: values)
            try require(filled.utf8.elementsEqual(try withoutVariables(text)), "\(text) is filled to \(filled)")
        }
        var missing: [String] = []
        do throws(PromptTemplateError) {
            _ = try template.fill((template.system ?? "") + "\n" + template.body, with: [:])
        } catch {
            try require(error.reason == .missingValues(names), "\(error)")
            missing = names
        }
        try require(missing == names, "\(names) are filled with nothing")
        guard !bytes.starts(with: "---".utf8) else { return }
        let text = String(decoding: bytes, as: UTF8.self)
        try require(
            template.body.unicodeScalars.filter(isNoLineEnd).elementsEqual(text.unicodeScalars.filter(isNoLineEnd)),
            "The body is not the file's text")
    }

    private static func isNoLineEnd(_ scalar: Unicode.Scalar) -> Bool { !Character(scalar).isNewline }

    /// The text with each variable taken out where it stands.
    private static func withoutVariables(_ text: String) throws -> [UInt8] {
        var rest = Array(text.utf8)[...]
        var result: [UInt8] = []
        for piece in TemplateText.pieces(text) {
            switch piece {
            case .text(let text):
                try require(rest.starts(with: text.utf8), "\(text) does not stand there")
                rest = rest.dropFirst(text.utf8.count)
                result += Array(text.utf8)
            case .variable(let name):
                // By bytes, since a mark may stand on a brace.
                let marked = rest.prefix { $0 != UInt8(ascii: "}") }
                let isNamed = String(decoding: marked, as: UTF8.self).unicodeScalars.contains(name.unicodeScalars)
                try require(marked.starts(with: "{{".utf8) && isNamed, "\(name) does not stand there")
                rest = rest.dropFirst(marked.count + 2)
            }
        }
        try require(rest.isEmpty, "\(String(decoding: rest, as: UTF8.self)) is left out")
        return result
    }
}
