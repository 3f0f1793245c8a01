/// Why a state file cannot be used, in one sentence with the way out.
public struct SandboxStateError: Error, Sendable, Hashable, CustomStringConvertible {
    /// The sentence.
    public var description: String

    init(_ description: String) { self.description = description }
}
