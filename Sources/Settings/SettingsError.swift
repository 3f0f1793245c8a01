/// A setting that cannot be used, in one sentence that names it and the way out.
public struct SettingsError: Error, Sendable, Hashable, CustomStringConvertible {
    /// Who has to mend it, which decides the exit code.
    public enum Kind: Sendable, Hashable {
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
    public var kind: Kind
    /// The sentence.
    public var description: String

    /// Creates an error.
    public init(_ kind: Kind, _ description: String) {
        self.kind = kind
        self.description = description
    }
}
