package import Localization

/// Where and why a text is not JSON.
public struct JSONError: Error, Sendable, Hashable, CustomStringConvertible {
    /// The offset of the offending byte from the start, counted from 0.
    public var offset: Int
    /// What is wrong there, as the end of a sentence.
    public var reason: String {
        get { cause.english }
        set { cause = Message(verbatim: newValue) }
    }
    /// The same, for a person.
    package var cause: Message

    /// Creates an error.
    public init(offset: Int, reason: String) { self.init(offset: offset, Message(verbatim: reason)) }

    package init(offset: Int, _ cause: Message) {
        self.offset = offset
        self.cause = cause
    }

    /// One sentence for a person; the column counts bytes from 1.
    public var description: String { sentence.english }

    /// The same, for a person.
    package var sentence: Message { Message("\(cause) at byte \(offset + 1)") }
}
