/// What keeps the stored conversations from being read or written, in one sentence with the way out.
package struct StoreError: Error, Sendable, Hashable, CustomStringConvertible {
    /// What kind of trouble it is, which decides the exit code.
    package enum Kind: Sendable, Hashable {
        /// The file or its folder cannot be opened, made or written.
        case unreadable
        /// The file is something else than a store of conversations.
        case notADatabase
        /// A later version of the program has written the file.
        case tooNew
        /// No such conversation or turn.
        case notFound
        /// Several conversations fit what was asked for.
        case ambiguous
        /// The disk is full.
        case full
        /// Anything else, such as a damaged file.
        case failed
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
