/// Why a text or an entry of it is not taken.
package struct YAMLError: Error, Sendable, Hashable {
    /// What is wrong.
    package enum Problem: Sendable, Hashable {
        /// More entries, or deeper nesting, than can be read at once.
        case tooLarge(maximumNodes: Int, maximumDepth: Int)
        /// More uses of aliases than can be unfolded.
        case tooManyAliases(maximum: Int)
        /// The parser's own words.
        case notYAML(String)
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

    /// One sentence that begins with the name of what was read.
    ///
    /// - Parameter firstLine: Where the text begins in its file.
    package func sentence(naming name: String, firstLine: Int = 1) -> String {
        let place = line.map { "\(name), line \($0 + firstLine - 1)" } ?? name
        return switch problem {
        case .tooLarge(let nodes, let depth):
            "\(place) has more than \(nodes) entries, or is nested deeper than \(depth)."
        case .tooManyAliases(let maximum):
            "\(place) uses more than \(maximum) aliases (*name); write out what they stand for."
        case .notYAML(let reason): "\(place) is not YAML: \(reason)."
        case .notAMapping: "\(place): expected entries of the form \"name: value\"."
        case .notAName: "\(place): expected a name before the colon."
        case .notText(let entry): "\(place): \"\(entry)\" should be text."
        }
    }
}
