package import JSON

/// The tools of one chat or question, from wherever they come; tests put a fake in its place.
package protocol Toolbox: Sendable {
    /// The tools that are offered to the model, always in the same order; starts what has to be started for that.
    func tools() async -> [ToolDefinition]
    /// Calls a tool, and answers in any case; cancelling the task ends the call as `interrupted`.
    func call(
        _ tool: ToolDefinition, arguments: JSONObject, progress: @escaping @Sendable (ToolProgress) -> Void
    ) async -> ToolResult
    /// Ends all that was started, and waits until it has.
    func end() async
}

/// What a running tool tells of itself.
package struct ToolProgress: Sendable, Hashable {
    /// What it does now.
    package var message: String
    /// How far it is, in units of its own.
    package var progress: Double?
    /// Where that ends.
    package var total: Double?

    /// Makes a progress.
    package init(message: String = "", progress: Double? = nil, total: Double? = nil) {
        self.message = message
        self.progress = progress
        self.total = total
    }
}
