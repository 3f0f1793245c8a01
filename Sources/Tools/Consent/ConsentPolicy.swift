/// What may run without being asked about, and what may be asked about at all: a value that decides for each call.
package struct ConsentPolicy: Sendable {
    /// What is to be done about a call.
    package enum Decision: Sendable, Hashable {
        case run
        /// A person is to be asked; the former definition where the tool was allowed with another one.
        case ask(former: ToolDefinition?)
        /// The call is refused, with a reason for the model.
        case deny(String)
    }

    /// A tool, whatever it is defined as.
    private struct Name: Hashable {
        var origin: ToolDefinition.Origin
        var name: String
    }

    /// Patterns of tools that run without a question.
    package var patterns: [ToolPattern]
    /// Whether somebody is there to ask.
    package let canAsk: Bool
    /// What was allowed for good, by other definitions too.
    package var approvals: [ToolApproval]
    /// What was allowed for this session.
    private var granted: Set<ToolDefinition> = []
    /// Each tool as it was first offered in this session.
    private var first: [Name: ToolDefinition] = [:]
    /// Tools that are asked about whatever allows them.
    private var revoked: Set<Name> = []

    /// Makes a policy that allows what patterns and approvals allow.
    package init(patterns: [ToolPattern] = [], approvals: [ToolApproval] = [], canAsk: Bool) {
        self.patterns = patterns
        self.approvals = canAsk ? approvals : []
        self.canAsk = canAsk
    }

    /// Those of the tools that the model is told of: where nobody can be asked, those that need not be asked about.
    ///
    /// Each tool is remembered as it was first offered.
    package mutating func offer(_ tools: [ToolDefinition]) -> [ToolDefinition] {
        for tool in tools where first[Self.name(tool)] == nil { first[Self.name(tool)] = tool.pinned }
        return canAsk ? tools : tools.filter { decision(for: $0) == .run }
    }

    /// Decides about a call of a tool.
    package func decision(for tool: ToolDefinition) -> Decision {
        let name = Self.name(tool)
        let pinned = tool.pinned
        let isUnchanged = first[name] == pinned
        if granted.contains(pinned) { return .run }
        if !revoked.contains(name) {
            if approvals.contains(where: { $0.allows(pinned) }) { return .run }
            if isUnchanged, patterns.contains(where: { $0.matches(tool.callName) }) { return .run }
        }
        guard canAsk else {
            return .deny(
                isUnchanged
                    ? "nobody is there to allow it" : "its definition has changed and nobody is there to allow it")
        }
        if let allowed = granted.first(where: { Self.name($0) == name }) { return .ask(former: allowed) }
        if let approval = approvals.last(where: { Self.name($0.definition) == name }) {
            return .ask(former: approval.allows(pinned) ? nil : approval.definition)
        }
        return .ask(former: isUnchanged ? nil : first[name])
    }

    /// Takes what a person answered about a tool.
    ///
    /// - Parameter tools: The tools that there are now.
    package mutating func take(_ answer: ConsentAnswer, about tool: ToolDefinition, among tools: [ToolDefinition]) {
        switch answer {
        case .once, .no, .stop: break
        case .toolForSession: grant([tool])
        case .serverForSession: grant(tools.filter { $0.origin == tool.origin } + [tool])
        case .always:
            approvals.append(ToolApproval(tool))
            grant([tool])
        }
    }

    /// Allows tools for this session as they are now.
    package mutating func grant(_ tools: [ToolDefinition]) {
        for tool in tools {
            granted = granted.filter { Self.name($0) != Self.name(tool) }
            granted.insert(tool.pinned)
        }
    }

    /// Has tools asked about again in this session, whatever allowed them.
    package mutating func revoke(_ tools: [ToolDefinition]) {
        for tool in tools {
            granted = granted.filter { Self.name($0) != Self.name(tool) }
            revoked.insert(Self.name(tool))
        }
    }

    private static func name(_ tool: ToolDefinition) -> Name { Name(origin: tool.origin, name: tool.name) }
}

extension ToolDefinition {
    /// The definition without the name that this program gave it.
    var pinned: ToolDefinition {
        var pinned = self
        pinned.callName = ""
        return pinned
    }
}
