/// How replies are shown.
package struct DisplayOptions: Sendable {
    /// Whether Markdown is rendered on a terminal.
    package var rendersMarkdown: Bool
    /// Whether reasoning is shown.
    package var showsReasoning = true
    /// Whether a status line follows each reply.
    package var showsStatus = true

    /// Makes the usual options.
    package init(rendersMarkdown: Bool = true) {
        self.rendersMarkdown = rendersMarkdown
    }
}
