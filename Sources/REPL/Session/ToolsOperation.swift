import Tools

/// What `/tools` asks of the tools; each has its ``ToolsAnswer``.
enum ToolsOperation: Sendable, Hashable {
    /// The tools, and which of them run without a question.
    case list
    /// Opens the tools of these names, or those that were open.
    case open([String])
    /// Runs the tools that a pattern fits without a question.
    case allow(String)
    /// Asks about them again.
    case ask(String)
    /// All that is known of a tool.
    case show(String)
}

/// What the tools answer.
enum ToolsAnswer: Sendable {
    /// The tools, each with whether it runs without a question.
    case listed([(tool: ToolDefinition, isAllowed: Bool)])
    case opened(count: Int)
    /// The names of the tools that are asked about no more, or again.
    case allowed([String])
    case asked([String])
    case shown(ToolDefinition, isAllowed: Bool)
}
