import Files
import Foundation
import YAML

/// A prompt in a file: YAML front matter with model, system and parameters, then a body with `{{variables}}`.
package struct PromptTemplate: Sendable, Hashable {
    /// The file, for messages.
    package var path: String
    /// The model that the template asks for.
    package var model: String?
    /// The system prompt; it may hold variables too.
    package var system: String?
    /// Request fields as JSON texts, in the order written.
    package var parameters: [Parameter] = []
    /// The user's message.
    package var body: String

    /// One request field.
    package struct Parameter: Sendable, Hashable {
        /// The field's name.
        package var name: String
        /// Its value as JSON.
        package var json: String

        /// Makes a field.
        package init(name: String, json: String) {
            self.name = name
            self.json = json
        }
    }

    /// Larger templates are refused, in bytes.
    package static let maximumSize = 16 << 20

    /// Reads a template.
    ///
    /// - Throws: ``PromptTemplateError`` where the file cannot be read or is no template.
    package init(path: String) throws(PromptTemplateError) {
        try self.init(bytes: try Self.bytes(ofFile: path), path: path)
    }

    /// Makes a template of a body.
    package init(path: String, body: String) {
        self.path = path
        self.body = body
    }

    /// Reads a template's file, whatever stands in it.
    ///
    /// - Throws: ``PromptTemplateError`` where the file cannot be read.
    package static func bytes(ofFile path: String) throws(PromptTemplateError) -> [UInt8] {
        do throws(FileError) { return try WholeFile.read(path, limit: maximumSize) } catch {
            throw PromptTemplateError(path: path, reason: .unreadable(error))
        }
    }

    /// Reads a template in a task, which may be cancelled where the file is a pipe in which nothing comes.
    ///
    /// - Throws: ``PromptTemplateError`` as ``init(path:)`` does.
    package static func reading(_ path: String) async throws(PromptTemplateError) -> PromptTemplate {
        let bytes: [UInt8]
        do throws(FileError) { bytes = try await WholeFile.reading(path, limit: maximumSize) } catch {
            throw PromptTemplateError(path: path, reason: .unreadable(error))
        }
        return try PromptTemplate(bytes: bytes, path: path)
    }

    /// Reads a template's bytes.
    ///
    /// - Throws: ``PromptTemplateError`` where it is no template.
    package init(bytes: [UInt8], path: String) throws(PromptTemplateError) {
        guard let text = String(validating: bytes, as: UTF8.self) else {
            throw PromptTemplateError(path: path, reason: .notText)
        }
        try self.init(text: text, path: path)
    }

    /// Reads a template's text.
    ///
    /// - Throws: ``PromptTemplateError`` where it is no template.
    package init(text: String, path: String) throws(PromptTemplateError) {
        self.path = path
        var lines = text.split(omittingEmptySubsequences: false, whereSeparator: \.isNewline)[...]
        if lines.first == "---" {
            guard let end = lines.dropFirst().firstIndex(of: "---") else {
                throw PromptTemplateError(path: path, reason: .openFrontMatter)
            }
            let header = lines[(lines.startIndex + 1)..<end].joined(separator: "\n")
            lines = lines[(end + 1)...]
            body = ""
            try readHeader(header)
        }
        body = lines.joined(separator: "\n").trimmingCharacters(in: .newlines)
        if body.isEmpty, system == nil {
            throw PromptTemplateError(path: path, reason: .empty)
        }
    }

    private static let entries = ["model", "system", "parameters"]

    private mutating func readHeader(_ header: String) throws(PromptTemplateError) {
        let unknown: String?
        do throws(YAMLError) { unknown = try readEntries(header) } catch {
            throw PromptTemplateError(path: path, reason: .frontMatter(error))
        }
        if let unknown { throw PromptTemplateError(path: path, reason: .unknownEntry(unknown, known: Self.entries)) }
    }

    /// Takes the entries; returns the name of one that templates do not have.
    private mutating func readEntries(_ header: String) throws(YAMLError) -> String? {
        for (name, value) in try YAMLDocument.root(header)?.entries() ?? [] {
            switch name {
            case "model": model = try value.text(of: name)
            case "system": system = try value.text(of: name)
            case "parameters":
                parameters += try value.entries().map { Parameter(name: $0.name, json: $0.value.json) }
            default: return name
            }
        }
        return nil
    }

    /// The names of the variables in the body and the system prompt, in order, each once.
    package var variables: [String] {
        var names: [String] = []
        for text in [system ?? "", body] {
            for piece in TemplateText.pieces(text) {
                if case .variable(let name) = piece, !names.contains(name) { names.append(name) }
            }
        }
        return names
    }

    /// Puts values in place of the variables of a text.
    ///
    /// - Throws: ``PromptTemplateError`` that names the variables without a value.
    package func fill(_ text: String, with values: [String: String]) throws(PromptTemplateError) -> String {
        var missing: [String] = []
        let filled = TemplateText.pieces(text).map { piece in
            switch piece {
            case .text(let text): return text
            case .variable(let name):
                if values[name] == nil, !missing.contains(name) { missing.append(name) }
                return values[name] ?? ""
            }
        }
        guard missing.isEmpty else {
            throw PromptTemplateError(path: path, reason: .missingValues(missing))
        }
        return filled.joined()
    }
}
