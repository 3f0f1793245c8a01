import JSON
import Testing
import Tools

@Suite(.timeLimit(.minutes(1))) struct ConsentPolicyTests {
    private static func tool(_ name: String, server: String = "git", description: String = "d") -> ToolDefinition {
        ToolDefinition(
            origin: .server(server), name: name, callName: "\(server)__\(name)", description: description,
            inputSchema: ["type": "object"], identity: ["command": .string(server)])
    }

    private let log = tool("log")
    private let push = tool("push")
    private let now = tool("now", server: "time")

    private func policy(_ patterns: String..., approvals: [ToolApproval] = [], canAsk: Bool = true) -> ConsentPolicy {
        var policy = ConsentPolicy(patterns: patterns.map { ToolPattern($0) }, approvals: approvals, canAsk: canAsk)
        _ = policy.offer([log, push, now])
        return policy
    }

    @Test func nothingRunsUnlessItIsAllowed() {
        #expect(policy().decision(for: log) == .ask(former: nil))
        #expect(policy("git__l*").decision(for: log) == .run && policy("git__l*").decision(for: push) != .run)
    }

    @Test func aGrantReachesAsFarAsItSays() {
        var policy = policy()
        policy.take(.once, about: log, among: [log, push, now])
        #expect(policy.decision(for: log) != .run)
        policy.take(.toolForSession, about: log, among: [log, push, now])
        #expect(policy.decision(for: log) == .run && policy.decision(for: push) != .run)
        policy.take(.serverForSession, about: log, among: [log, push, now])
        #expect(policy.decision(for: push) == .run && policy.decision(for: now) != .run)
        // A tool that the server adds later was not allowed.
        #expect(policy.decision(for: Self.tool("reset")) != .run)
    }

    @Test func aChangedDefinitionIsAskedAboutAgain() {
        let changed = Self.tool("log", description: "d and more")
        var granted = policy()
        granted.take(.toolForSession, about: log, among: [log])
        guard case .ask(let former?) = granted.decision(for: changed) else {
            Issue.record("A changed tool is not asked about.")
            return
        }
        #expect(former.description == "d")
        #expect(policy("*").decision(for: changed) != .run)
        #expect(policy(approvals: [ToolApproval(log)]).decision(for: log) == .run)
        #expect(policy(approvals: [ToolApproval(log)]).decision(for: changed) != .run)
    }

    @Test func whatIsAskedAboutAgainHasNotChanged() {
        var policy = policy(approvals: [ToolApproval(log)])
        policy.revoke([log])
        #expect(policy.decision(for: log) == .ask(former: nil))
    }

    @Test func anotherServerOfThatNameIsAnotherTool() {
        var moved = log
        moved.identity = ["command": "elsewhere"]
        #expect(policy(approvals: [ToolApproval(log)]).decision(for: moved) != .run)
    }

    @Test func withoutAPersonOnlyPatternsCount() {
        var alone = policy("time__*", approvals: [ToolApproval(log)], canAsk: false)
        #expect(alone.offer([log, push, now]) == [now])
        guard case .deny = alone.decision(for: log) else {
            Issue.record("An approval counts where nobody is there to ask.")
            return
        }
    }

    @Test func whatWasAllowedCanBeAskedAboutAgain() {
        var policy = policy("git__*", approvals: [ToolApproval(now)])
        policy.revoke([log, now])
        #expect(policy.decision(for: log) != .run && policy.decision(for: now) != .run)
        #expect(policy.decision(for: push) == .run)
        policy.grant([log])
        #expect(policy.decision(for: log) == .run)
    }

    @Test(arguments: [
        ("git__*", "git__log", true), ("git__*", "git_log", false), ("*", "", true), ("g?t", "git", true),
        ("a*b*c", "aXbbXc", true), ("a*b*c", "aXbbX", false), ("", "", true), ("", "x", false),
        ("git", "git__log", false),
    ])
    func patternsFit(pattern: String, name: String, fits: Bool) {
        #expect(ToolPattern(pattern).matches(name) == fits)
    }

    @Test func patternsTellWhatTheyMayFit() {
        #expect(ToolPattern("git__l*").mayMatch(startingWith: "git__"))
        #expect(
            ToolPattern("g*").mayMatch(startingWith: "git__") && ToolPattern("git__log").mayMatch(startingWith: "git__")
        )
        #expect(!ToolPattern("git").mayMatch(startingWith: "git__"))
        #expect(!ToolPattern("time__*").mayMatch(startingWith: "git__"))
    }
}
