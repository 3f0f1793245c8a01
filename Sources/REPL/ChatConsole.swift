package import LineEditor
package import Terminal

/// Where a chat reads and writes.
package struct ChatConsole: Sendable {
    /// Where lines come from.
    package var lines: any LineSource
    /// Where replies go.
    package var output: Output
    /// Where everything else goes.
    package var error: Output
    /// Whether a person types, so that prompts and hints are wanted.
    package var isInteractive: Bool
    /// Whether colour is wanted.
    package var allowsColor: Bool

    /// Makes a console.
    package init(
        lines: any LineSource, output: Output, error: Output, isInteractive: Bool, allowsColor: Bool
    ) {
        self.lines = lines
        self.output = output
        self.error = error
        self.isInteractive = isInteractive
        self.allowsColor = allowsColor
    }

    /// How what is no reply looks.
    var style: Style { Style(for: error, allowsColor: allowsColor) }
}
