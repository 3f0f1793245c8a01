/// Why a state file cannot be used, in one sentence with the way out.
package struct SandboxStateError: Error, Sendable, Hashable, CustomStringConvertible {
    /// The sentence.
    package var description: String

    init(_ description: String) { self.description = description }
}
