package import Terminal

/// Writes a reply as it streams: the text to standard output, the reasoning beside it to standard error.
///
/// On a terminal whatever could drive it is made visible and Markdown is rendered; a pipe gets the text exactly.
package struct ReplyPrinter: Sendable {
    /// The width to render for where the terminal does not tell its own.
    private static let standardColumns = 80

    private let output: Output
    private let error: Output
    private let errorStyle: Style
    private var textFilter = ControlCharacterFilter()
    private var reasoningFilter = ControlCharacterFilter()
    private var renderer: MarkdownRenderer?
    private var endsLine = true
    private var isReasoning = false
    /// Lays reasoning out, where somebody looks at it.
    private var reasoningPrinter: ReasoningPrinter?

    /// Creates a printer for one reply.
    ///
    /// - Parameter rendersMarkdown: Whether Markdown is rendered where the output is a terminal with colour.
    package init(output: Output, error: Output, allowsColor: Bool, rendersMarkdown: Bool) {
        self.output = output
        self.error = error
        errorStyle = Style(for: error, allowsColor: allowsColor)
        if rendersMarkdown, allowsColor, output.isTerminal {
            renderer = MarkdownRenderer(columns: output.columns ?? Self.standardColumns, allowsColor: true)
        }
    }

    /// Writes more text.
    ///
    /// - Throws: ``OutputError``.
    package mutating func text(_ text: String) throws(OutputError) {
        endReasoning()
        var visible = output.isTerminal ? textFilter.filter(text) : text
        if renderer != nil {
            renderer?.resize(columns: output.columns ?? Self.standardColumns)
            visible = renderer?.push(visible) ?? visible
        }
        try write(visible)
    }

    /// Writes more reasoning.
    package mutating func reasoning(_ text: String) {
        let start = isReasoning ? "" : errorStyle.dimStart
        isReasoning = true
        guard error.isTerminal else {
            try? error.write(text)
            return
        }
        if reasoningPrinter == nil {
            reasoningPrinter = ReasoningPrinter(columns: error.columns ?? Self.standardColumns)
        }
        let visible = reasoningPrinter?.push(reasoningFilter.filter(text)) ?? ""
        if !(start + visible).isEmpty { try? error.write(start + visible) }
    }

    /// Ends the reply with a line end, so that a prompt or the next line stands by itself.
    ///
    /// - Throws: ``OutputError``.
    package mutating func end() throws(OutputError) {
        endReasoning()
        var rest = output.isTerminal ? textFilter.finish() : ""
        if renderer != nil { rest = (renderer?.push(rest) ?? "") + (renderer?.finish() ?? "") }
        try write(rest)
        if !endsLine { try output.write("\n") }
        endsLine = true
    }

    private mutating func write(_ text: String) throws(OutputError) {
        guard let last = text.utf8.last else { return }
        endsLine = last == UInt8(ascii: "\n")
        try output.write(text)
    }

    private mutating func endReasoning() {
        guard isReasoning else { return }
        isReasoning = false
        guard var printer = reasoningPrinter else { return error.note("\n") }
        reasoningPrinter = nil
        error.note(printer.push(reasoningFilter.finish()) + printer.finish() + errorStyle.reset)
    }
}
