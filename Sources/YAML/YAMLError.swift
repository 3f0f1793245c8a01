package import Localization

/// Why a text or an entry of it is not taken.
package struct YAMLError: Error, Sendable, Hashable {
    /// What is wrong.
    package enum Problem: Sendable, Hashable {
        /// More entries, or deeper nesting, than can be read at once.
        case tooLarge(maximumNodes: Int, maximumDepth: Int)
        /// More uses of aliases than can be unfolded.
        case tooManyAliases(maximum: Int)
        /// The parser's own words.
        case notYAML(Message)
        /// Something else where `name: value` should stand.
        case notAMapping
        /// Something else where an entry's name should stand.
        case notAName
        /// Something else where the text of this entry should stand.
        case notText(entry: String)
    }

    /// What is wrong.
    package var problem: Problem
    /// The line of the entry, counted from 1.
    package var line: Int?
}
