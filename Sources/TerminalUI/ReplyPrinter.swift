/// Writes a reply as it streams: the text to standard output, the reasoning beside it to standard error.
///
/// On a terminal whatever could drive it is made visible; a pipe gets the text exactly.
public struct ReplyPrinter: Sendable {
    private let output: Output
    private let error: Output
    private let errorStyle: Style
    private var textFilter = ControlCharacterFilter()
    private var reasoningFilter = ControlCharacterFilter()
    private var endsLine = true
    private var isReasoning = false

    /// Creates a printer for one reply.
    public init(output: Output, error: Output, allowsColor: Bool) {
        self.output = output
        self.error = error
        errorStyle = Style(for: error, allowsColor: allowsColor)
    }

    /// Writes more text.
    ///
    /// - Throws: ``OutputError``.
    public mutating func text(_ text: String) throws(OutputError) {
        endReasoning()
        let visible = output.isTerminal ? textFilter.filter(text) : text
        guard let last = visible.utf8.last else { return }
        endsLine = last == UInt8(ascii: "\n")
        try output.write(visible)
    }

    /// Writes more reasoning.
    public mutating func reasoning(_ text: String) {
        let visible = error.isTerminal ? reasoningFilter.filter(text) : text
        try? error.write(isReasoning ? visible : errorStyle.dimStart + visible)
        isReasoning = true
    }

    /// Ends the reply with a line end, so that a prompt or the next line stands by itself.
    ///
    /// - Throws: ``OutputError``.
    public mutating func end() throws(OutputError) {
        endReasoning()
        let rest = output.isTerminal ? textFilter.finish() : ""
        if !rest.isEmpty || !endsLine { try output.write(rest + "\n") }
        endsLine = true
    }

    private mutating func endReasoning() {
        guard isReasoning else { return }
        isReasoning = false
        error.note(reasoningFilter.finish() + errorStyle.reset + "\n")
    }
}
