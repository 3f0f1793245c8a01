/// What keeps a batch from running or from going on, in one sentence with the way out.
package struct BatchError: Error, Sendable, Hashable, CustomStringConvertible {
    /// What kind of trouble it is, which decides the exit code.
    package enum Kind: Sendable, Hashable {
        /// The command line asks for what cannot be, such as an output that is an input.
        case usage
        /// The input holds bad lines.
        case badData
        /// An input cannot be read.
        case unreadableInput
        /// The output cannot be written.
        case output
    }

    /// What kind of trouble it is.
    package var kind: Kind
    /// The sentence.
    package var description: String

    init(_ kind: Kind, _ description: String) {
        self.kind = kind
        self.description = description
    }
}
