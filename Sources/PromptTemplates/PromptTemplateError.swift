package import Files
package import YAML

/// Why a prompt template cannot be used.
package struct PromptTemplateError: Error, Sendable, Hashable {
    /// What is wrong.
    package enum Reason: Sendable, Hashable {
        case unreadable(FileError)
        /// The file is no UTF-8 text.
        case notText
        /// The front matter begins but does not end.
        case openFrontMatter
        /// There is nothing to send.
        case empty
        /// The front matter is not what it should be.
        case frontMatter(YAMLError)
        /// The front matter has an entry that templates do not have.
        case unknownEntry(String, known: [String])
        /// Variables of the text have no value.
        case missingValues([String])
    }

    /// The template's file.
    package var path: String
    /// What is wrong with it.
    package var reason: Reason
}
