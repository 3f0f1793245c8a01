package import CloudComputeClient
package import Tools

/// What a turn with tools shows and asks; `ask` and `chat` each have their own.
package protocol ToolTurnView: Sendable {
    /// Shows the next piece of a reply.
    func show(_ event: ChatEvent) async throws
    /// Another reply is asked for, which the results of tools go along with.
    func beginRound() async
    /// A reply that calls tools is at its end.
    func endRound() async throws
    /// A tool begins to run.
    func begin(_ tool: ToolDefinition) async
    /// The tool that runs says how far it is.
    func show(_ progress: ToolProgress) async
    /// A call has its result.
    func show(_ call: ToolRound.AnsweredCall, wasAsked: Bool) async
    /// Asks a person whether a tool may run; a task that is cancelled gets ``ConsentAnswer/stop``.
    func ask(_ question: ConsentQuestion) async -> ConsentAnswer
    /// A tool is no longer offered, since it has changed and nobody is there to allow it anew.
    func showLeftOut(_ tool: ToolDefinition) async
    /// What was allowed for good could not be kept.
    func show(_ failure: ToolApprovals.Failure) async
}
