/// Where and why a text is not JSON.
public struct JSONError: Error, Sendable, Hashable, CustomStringConvertible {
    /// The offset of the offending byte from the start, counted from 0.
    public var offset: Int
    /// What is wrong there, as the end of a sentence.
    public var reason: String

    /// Creates an error.
    public init(offset: Int, reason: String) {
        self.offset = offset
        self.reason = reason
    }

    /// One sentence for a person; the column counts bytes from 1.
    public var description: String { "\(reason) at byte \(offset + 1)" }
}
