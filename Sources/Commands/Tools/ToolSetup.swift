import Conversations
import Localization
import Settings
import Terminal
import Tools

/// The tools of one question or chat, and what may run of them.
struct ToolSetup: Sendable {
    let access: ToolAccess
    let policy: ConsentPolicy
    /// The servers that are started.
    let servers: [String]

    /// Finds out which tools are chosen; nothing is started.
    ///
    /// - Parameter names: What is chosen; the options and the profile tell where it is `nil`.
    /// - Returns: `nil` where none are.
    /// - Throws: ``ToolsError``; ``CommandFailure`` where nobody is there to ask and nothing is allowed without.
    static func find(
        _ options: ToolOptions, choosing names: [String]? = nil, _ context: CommandContext
    ) throws -> ToolSetup? {
        let settings = context.settings
        let names = names ?? (options.tools.isEmpty ? settings.tools?.content ?? [] : options.tools)
        guard !names.isEmpty else {
            guard options.allowTool.isEmpty else {
                throw CommandFailure(
                    localized("--allow-tool allows what --tools or tools: in the profile chooses; add -T NAME."), .usage
                )
            }
            return nil
        }
        let configuration = try ToolConfiguration(
            folder: settings.folders.configurationFolder, files: options.mcpConfig)
        let selection = try ToolSelection(names, in: configuration)
        if selection.isEmpty { return nil }
        let patterns = (options.allowTool + (settings.allowedTools?.content ?? [])).map { ToolPattern($0) }
        let canAsk = ControllingTerminal.isThere
        if !canAsk { try check(patterns, selection) }
        let approvals = ToolApprovals(path: settings.folders.toolApprovals)
        let tell: @Sendable (ToolNotice) -> Void = { context.console.note(ErrorText.text($0)) }
        for notice in configuration.notices { tell(notice) }
        let toolbox = UserToolbox(
            selection, of: configuration, environment: ProcessEnvironment.atStart, tell: tell)
        return ToolSetup(
            access: ToolAccess(toolbox, approvals: approvals, maximumRounds: options.maxToolRounds),
            policy: ConsentPolicy(
                patterns: patterns, approvals: known(approvals, context.console), canAsk: canAsk),
            servers: selection.servers.keys.sorted())
    }

    /// Ends what was started, and says so where that takes long.
    func end(_ console: CommandContext.Console) async {
        var wait = servers.isEmpty ? nil : console.wait(localized("ending \(servers.joined(separator: ", "))"))
        await access.toolbox.end()
        await wait?.stop()
    }

    /// What is allowed for good; a file that cannot be read allows nothing.
    private static func known(_ approvals: ToolApprovals, _ console: CommandContext.Console) -> [ToolApproval] {
        do throws(ToolApprovals.Failure) { return try approvals.all() } catch {
            console.note(ErrorText.text(error))
            return []
        }
    }

    private static func mayMatch(_ pattern: ToolPattern, _ selection: ToolSelection) -> Bool {
        for (server, part) in selection.servers {
            switch part {
            case .all: if pattern.mayMatch(startingWith: "\(server)__") { return true }
            case .named(let names): if names.contains(where: { pattern.matches($0) }) { return true }
            }
        }
        return selection.localTools.contains { pattern.matches($0) }
    }

    private static func check(_ patterns: [ToolPattern], _ selection: ToolSelection) throws {
        let isPossible = patterns.contains { pattern in Self.mayMatch(pattern, selection) }
        guard !isPossible else { return }
        throw CommandFailure(
            patterns.isEmpty
                ? localized(
                    "There is no terminal to ask at whether a tool may run; pass --allow-tool PATTERN, set allow_tools: in the "
                        + "profile, or pass --tools none.")
                : localized(
                    "There is no terminal to ask at, and \(Self.named(patterns)) allows none of the chosen tools."),
            .usage
        )
    }

    /// The patterns, and the two places that they come from.
    private static func named(_ patterns: [ToolPattern]) -> String {
        localized("\(patterns.map(\.text).joined(separator: ", ")) (--allow-tool, or allow_tools: in the profile)")
    }

    /// Starts the tools where nobody is there to ask, to learn whether any is allowed.
    ///
    /// - Throws: ``CommandFailure`` where none is.
    func checkOffer() async throws {
        guard !policy.canAsk else { return }
        var policy = policy
        guard policy.offer(await access.toolbox.tools()).isEmpty else { return }
        await access.toolbox.end()
        throw CommandFailure(
            localized(
                "There is no terminal to ask at, and \(Self.named(policy.patterns)) allows none of the tools that there are."
            ),
            .usage)
    }
}
