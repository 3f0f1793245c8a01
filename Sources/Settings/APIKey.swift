/// A secret that does not show itself: printing one, whole or inside something else, gives a mask.
public struct APIKey: Sendable, Hashable, CustomStringConvertible, CustomDebugStringConvertible, CustomReflectable {
    /// The key itself, for the `Authorization` header and nothing else.
    public let secret: String

    /// Wraps a key.
    public init(_ secret: String) {
        self.secret = secret
    }

    /// The kind of key and its last four letters, where enough stay hidden.
    public var description: String {
        guard secret.count >= 12 else { return "****" }
        return "\(secret.hasPrefix("cc-") ? "cc-" : "")****\(secret.suffix(4))"
    }

    /// The same mask.
    public var debugDescription: String { description }
    /// A mirror without the secret.
    public var customMirror: Mirror { Mirror(self, children: []) }
}
