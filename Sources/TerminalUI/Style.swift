/// Dims what is written to a terminal, and leaves everything else plain.
public struct Style: Sendable {
    private let isOn: Bool

    /// Creates a style for one output.
    ///
    /// - Parameter allowsColor: Whether the user wants colour; it is used on terminals only.
    public init(for output: Output, allowsColor: Bool) {
        isOn = output.isTerminal && allowsColor
    }

    /// What begins dimmed text that comes in pieces; ``reset`` ends it.
    var dimStart: String { isOn ? "\u{1B}[2m" : "" }
    /// What ends dimmed text.
    public var reset: String { isOn ? "\u{1B}[0m" : "" }

    /// Text of second rank: reasoning, notices.
    public func dim(_ text: String) -> String { text.isEmpty ? "" : dimStart + text + reset }
}
