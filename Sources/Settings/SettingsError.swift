/// A setting that cannot be used, in one sentence that names it and the way out.
package struct SettingsError: Error, Sendable, Hashable, CustomStringConvertible {
    /// Who has to mend it, which decides the exit code.
    package enum Kind: Sendable, Hashable {
        /// A flag on the command line.
        case usage
        /// A file of settings, or the environment.
        case configuration
        /// A file that the user named cannot be read.
        case unreadableFile
        /// A file that the user named does not hold what it should.
        case badData
    }

    /// Who has to mend it.
    package var kind: Kind
    /// The sentence.
    package var description: String

    /// Creates an error.
    package init(_ kind: Kind, _ description: String) {
        self.kind = kind
        self.description = description
    }
}
