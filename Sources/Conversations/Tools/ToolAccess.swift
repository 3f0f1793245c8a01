package import Tools

/// What a turn needs to let a model call tools.
package struct ToolAccess: Sendable {
    /// Where the tools come from.
    package var toolbox: any Toolbox
    /// Where tools are kept that are allowed for good.
    package var approvals: ToolApprovals
    /// How often a model may call tools in one turn.
    package var maximumRounds: Int

    /// How often a model may call tools in one turn, where nothing else is said.
    package static let standardRounds = 25

    /// Puts the parts together.
    package init(_ toolbox: any Toolbox, approvals: ToolApprovals, maximumRounds: Int = standardRounds) {
        self.toolbox = toolbox
        self.approvals = approvals
        self.maximumRounds = maximumRounds
    }
}

/// A turn that ended since the model called tools too often.
package struct TooManyToolRounds: Error, Sendable, Hashable {
    /// How often it may.
    package var limit: Int

    /// Makes the error.
    package init(limit: Int) { self.limit = limit }
}

/// A server refused the first request that offered tools, which may be why.
package struct ToolsRefused: Error, Sendable {
    /// What the server said.
    package var cause: any Error

    /// Makes the error.
    package init(cause: any Error) { self.cause = cause }
}
