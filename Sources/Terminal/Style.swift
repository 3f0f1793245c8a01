/// Dims what is written to a terminal, and leaves everything else plain.
package struct Style: Sendable {
    private let isOn: Bool

    /// Creates a style for one output.
    ///
    /// - Parameter allowsColor: Whether the user wants colour; it is used on terminals only.
    package init(for output: Output, allowsColor: Bool) {
        isOn = output.isTerminal && allowsColor
    }

    /// What begins dimmed text that comes in pieces; ``reset`` ends it.
    package var dimStart: String { isOn ? "\u{1B}[2m" : "" }
    /// What ends dimmed text.
    package var reset: String { isOn ? "\u{1B}[0m" : "" }

    /// Text of second rank: reasoning, notices.
    package func dim(_ text: String) -> String { text.isEmpty ? "" : dimStart + text + reset }
}
