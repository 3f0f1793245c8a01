/// What a slash command cannot do, in a sentence for a person.
package struct ChatCommandError: Error, Hashable, CustomStringConvertible {
    /// The sentence.
    package var description: String

    /// Whether what was named does not exist, rather than the command being wrong.
    package var isAboutData: Bool

    init(_ description: String, isAboutData: Bool = false) {
        self.description = description
        self.isAboutData = isAboutData
    }
}
