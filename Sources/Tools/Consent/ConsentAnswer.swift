/// What a person answers when a tool wants to run.
package enum ConsentAnswer: Sendable, Hashable {
    /// This call.
    case once
    /// This tool while the program runs.
    case toolForSession
    /// All tools that its server has now, while the program runs.
    case serverForSession
    /// This tool as it is now, for good.
    case always
    /// Not this call, and what the model shall know of that.
    case no(reason: String?)
    /// Not this call, and nothing more of this turn.
    case stop
}
