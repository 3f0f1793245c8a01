package import YAML

/// Why a prompt template cannot be used.
package struct PromptTemplateError: Error, Sendable, Hashable {
    /// What is wrong.
    package enum Reason: Sendable, Hashable {
        /// The file cannot be read; the reason is the end of a sentence.
        case unreadable(String)
        /// The file is no UTF-8 text.
        case notText
        /// The front matter begins but does not end.
        case openFrontMatter
        /// There is nothing to send.
        case empty
        /// The front matter is not what it should be.
        case frontMatter(YAMLError)
        /// The front matter has an entry that templates do not have.
        case unknownEntry(String)
        /// Variables of the text have no value.
        case missingValues([String])
    }

    /// The template's file.
    package var path: String
    /// What is wrong with it.
    package var reason: Reason
}

extension PromptTemplateError: CustomStringConvertible {
    /// One sentence for a person.
    package var description: String {
        switch reason {
        case .unreadable(let reason): "The template \(path) cannot be read: \(reason)."
        case .notText: "The template \(path) is not UTF-8 text."
        case .openFrontMatter: "The template \(path) begins with \"---\" but has no second \"---\"."
        case .empty: "The template \(path) has neither a body nor a system prompt."
        // The front matter begins in the second line.
        case .frontMatter(let error): error.sentence(naming: "The front matter of \(path)", firstLine: 2)
        case .unknownEntry(let name):
            "The template \(path) has an unknown entry \"\(name)\"; the known ones are model, system, parameters."
        case .missingValues(let names): "The template \(path) needs a value for \(names.joined(separator: ", "))."
        }
    }
}
