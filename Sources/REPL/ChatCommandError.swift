/// What a slash command cannot do, in a sentence for a person.
package struct ChatCommandError: Error, Hashable, CustomStringConvertible {
    /// The sentence.
    package var description: String

    init(_ description: String) {
        self.description = description
    }
}
