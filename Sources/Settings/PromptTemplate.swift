import Files
import Foundation
import Yams

/// A prompt in a file: YAML front matter with model, system and parameters, then a body with `{{variables}}`.
public struct PromptTemplate: Sendable, Hashable {
    /// The file, for messages.
    public var path: String
    /// The model that the template asks for.
    public var model: String?
    /// The system prompt; it may hold variables too.
    public var system: String?
    /// Request fields as JSON texts, in the order written.
    public var parameters: [Parameter] = []
    /// The user's message.
    public var body: String

    /// One request field.
    public struct Parameter: Sendable, Hashable {
        /// The field's name.
        public var name: String
        /// Its value as JSON.
        public var json: String
    }

    /// Larger templates are refused, in bytes.
    package static let maximumSize = 16 << 20

    /// Reads a template.
    ///
    /// - Throws: ``SettingsError`` where the file cannot be read or is no template.
    public init(path: String) throws(SettingsError) {
        let bytes: [UInt8]
        do throws(FileError) { bytes = try WholeFile.read(path, limit: Self.maximumSize) } catch {
            throw SettingsError(.unreadableFile, "The template \(path) cannot be read: \(error.reason).")
        }
        try self.init(bytes: bytes, path: path)
    }

    /// Reads a template in a task, which may be cancelled where the file is a pipe in which nothing comes.
    ///
    /// - Throws: ``SettingsError`` as ``init(path:)`` does.
    package static func reading(_ path: String) async throws(SettingsError) -> PromptTemplate {
        let bytes: [UInt8]
        do throws(FileError) { bytes = try await WholeFile.reading(path, limit: maximumSize) } catch {
            throw SettingsError(.unreadableFile, "The template \(path) cannot be read: \(error.reason).")
        }
        return try PromptTemplate(bytes: bytes, path: path)
    }

    /// Reads a template's bytes.
    ///
    /// - Throws: ``SettingsError`` where it is no template.
    package init(bytes: [UInt8], path: String) throws(SettingsError) {
        guard let text = String(validating: bytes, as: UTF8.self) else {
            throw SettingsError(.badData, "The template \(path) is not UTF-8 text.")
        }
        try self.init(text: text, path: path)
    }

    /// Reads a template's text.
    ///
    /// - Throws: ``SettingsError`` where it is no template.
    public init(text: String, path: String) throws(SettingsError) {
        self.path = path
        var lines = text.split(omittingEmptySubsequences: false, whereSeparator: \.isNewline)[...]
        if lines.first == "---" {
            guard let end = lines.dropFirst().firstIndex(of: "---") else {
                throw SettingsError(.badData, "The template \(path) begins with \"---\" but has no second \"---\".")
            }
            let header = lines[(lines.startIndex + 1)..<end].joined(separator: "\n")
            lines = lines[(end + 1)...]
            body = ""
            try readHeader(header)
        }
        body = lines.joined(separator: "\n").trimmingCharacters(in: .newlines)
        if body.isEmpty, system == nil {
            throw SettingsError(.badData, "The template \(path) has neither a body nor a system prompt.")
        }
    }

    private mutating func readHeader(_ header: String) throws(SettingsError) {
        let document: Node?
        do throws(YAMLDocument.Refusal) { document = try YAMLDocument.root(header) } catch {
            throw SettingsError(.badData, "The front matter of \(path) \(error.reason).")
        }
        guard let document else { return }
        for (name, value) in try YAMLText.mapping(document, path) {
            switch name {
            case "model": model = try YAMLText.string(value, path, name)
            case "system": system = try YAMLText.string(value, path, name)
            case "parameters":
                for (name, value) in try YAMLText.mapping(value, path) {
                    parameters.append(Parameter(name: name, json: YAMLJSON.text(value)))
                }
            default:
                throw SettingsError(
                    .badData,
                    "The template \(path) has an entry \"\(name)\", which means nothing; "
                        + "it knows model, system, parameters.")
            }
        }
    }

    /// The names of the variables in the body and the system prompt, in order, each once.
    public var variables: [String] {
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
    /// - Throws: ``SettingsError`` that names the variables without a value.
    public func fill(_ text: String, with values: [String: String]) throws(SettingsError) -> String {
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
            throw SettingsError(
                .badData, "The template \(path) needs a value for \(missing.joined(separator: ", ")).")
        }
        return filled.joined()
    }
}
