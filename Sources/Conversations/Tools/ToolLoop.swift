package import CloudComputeClient
import ConversationStore
package import JSON
package import Tools

/// The part of a turn between two requests: a value that is told what the model, a person and the tools said, and
/// answers with what to do next.
///
/// Each call of a reply gets exactly one result on every way out, so that the conversation can always go on.
package struct ToolLoop: Sendable {
    /// More calls of one reply are answered with an error.
    package static let maximumCalls = 32

    /// What is to be done next.
    package enum Step: Sendable {
        /// A person is asked; ``decide(_:)`` takes the answer.
        case ask(ConsentQuestion)
        /// The tool is run; ``finish(_:)`` takes what it gave.
        case call(ToolDefinition, JSONObject)
        /// The results go to the model: these messages follow those of the former request.
        case request([ChatMessage])
        /// The turn ends here, without a further reply.
        case end(Ending)
    }

    /// Why a turn ends with calls of tools.
    package enum Ending: Sendable, Hashable {
        case interrupted
        /// The model has called tools so many times.
        case overRounds(Int)
    }

    /// What may run without a question.
    package private(set) var policy: ConsentPolicy
    /// The replies that called tools, with the results as they are known.
    package private(set) var rounds: [ToolRound] = []
    private let maximumRounds: Int
    private let makeID: @Sendable () -> String
    /// All tools that there are, and those that the model was told of.
    private var tools: [ToolDefinition] = []
    private var offered: [ToolDefinition] = []
    /// Tools that were offered in this turn, and are there and offered no longer.
    private(set) var leftOut: [ToolDefinition] = []
    /// The call of the last round whose turn it is.
    private var position = 0
    /// Why the turn ends with calls of tools.
    private(set) var ending: Ending?
    /// How many bytes of results are kept whole, for people, though they are stored.
    private static let maximumResults = 32 << 20
    private var storedSize = 0
    /// Calls of the last round that have got their results and were not handed out yet.
    private var settled: [(place: Int, wasAsked: Bool)] = []

    /// Begins a turn.
    ///
    /// - Parameters:
    ///   - maximumRounds: How often tools may be called before the turn ends.
    ///   - makeID: Makes ids for calls that the server gave none.
    package init(policy: ConsentPolicy, maximumRounds: Int, makeID: @escaping @Sendable () -> String) {
        self.policy = policy
        self.maximumRounds = maximumRounds
        self.makeID = makeID
    }

    /// Takes the tools that there are now, and returns those that are to be offered to the model.
    package mutating func offer(_ tools: [ToolDefinition]) -> [ToolDefinition] {
        self.tools = tools
        let former = Set(offered.map(\.callName))
        offered = policy.offer(tools)
        let names = former.subtracting(offered.map(\.callName))
        leftOut = tools.filter { names.contains($0.callName) }
        return offered
    }

    /// Prepares a reply to be stored, and gives each of its calls the result that it has should nothing more come.
    ///
    /// The calls of a reply that broke off are none: they cannot be whole.
    package func open(_ reply: inout Reply) -> [ToolRound.AnsweredCall] {
        guard reply.status == .complete, !reply.toolCalls.isEmpty else { return [] }
        for place in reply.toolCalls.indices where reply.toolCalls[place].id.isEmpty {
            reply.toolCalls[place].id = makeID()
        }
        let interrupted = ToolResult(outcome: .interrupted, text: ToolResult.interruptedText)
        return reply.toolCalls.enumerated().map { place, call in
            ToolRound.AnsweredCall(call, place < Self.maximumCalls ? interrupted : Self.tooMany)
        }
    }

    /// What calls of a reply get beyond those that are run.
    private static let tooMany = ToolResult(
        outcome: .overLimit, text: "Error: not run, since only \(maximumCalls) calls of a reply are.")

    /// Takes a reply as ``open(_:)`` has prepared it.
    ///
    /// - Returns: Whether it calls tools, so that ``next()`` goes on.
    package mutating func take(_ reply: Reply, _ calls: [ToolRound.AnsweredCall], model: String) -> Bool {
        guard !calls.isEmpty else { return false }
        rounds.append(ToolRound(reply, calls, model: model))
        (position, settled) = (0, [])
        return true
    }

    /// What is to be done next.
    package mutating func next() -> Step {
        guard let round = rounds.last else { return .end(.interrupted) }
        if ending == nil, rounds.count > maximumRounds {
            let words = "Error: not run, since tools were called in \(maximumRounds) rounds already."
            settleRest(ToolResult(outcome: .overLimit, text: words))
            ending = .overRounds(maximumRounds)
        }
        if let ending { return .end(ending) }
        while position < round.calls.count {
            switch plan(round.calls[position].call) {
            case .settle(let result): settle(result)
            case .step(let step): return step
            }
        }
        return .request(rounds.last?.messages ?? [])
    }

    /// Takes a person's answer about the call whose turn it is.
    package mutating func decide(_ answer: ConsentAnswer) {
        guard let tool = tool else { return }
        wasAsked = true
        switch answer {
        case .once: isAllowed = true
        case .toolForSession, .serverForSession, .always: policy.take(answer, about: tool, among: tools)
        case .no(let reason):
            let words = reason.map { " Reason: \($0)" } ?? ""
            settle(ToolResult(outcome: .denied, text: "Error: the user did not allow this call.\(words)"))
        case .stop:
            settle(ToolResult(outcome: .denied, text: "Error: the user did not allow this call, and stopped the turn."))
            interrupt()
        }
    }

    /// Takes what the tool gave whose turn it is.
    package mutating func finish(_ result: ToolResult) { settle(result) }

    /// Ends the turn: the calls that are open were interrupted.
    package mutating func interrupt() {
        settleRest(ToolResult(outcome: .interrupted, text: ToolResult.interruptedText))
        ending = ending ?? .interrupted
    }

    /// The calls of the last round that have got their results since this was asked last, by their place, and whether a
    /// person was asked about them.
    package mutating func takeSettled() -> [(place: Int, call: ToolRound.AnsweredCall, wasAsked: Bool)] {
        defer { settled = [] }
        return settled.map { ($0.place, rounds[rounds.count - 1].calls[$0.place], $0.wasAsked) }
    }

    /// Forgets what the model does not get of a stored result of the last round, where the turn's results are many.
    mutating func shorten(_ place: Int) {
        guard let last = rounds.indices.last, rounds[last].calls.indices.contains(place) else { return }
        let size = rounds[last].calls[place].result.text.utf8.count
        guard size > Self.maximumResults - storedSize else { return storedSize += size }
        rounds[last].calls[place].result = rounds[last].calls[place].result.shortened
    }

    private enum Plan {
        case settle(ToolResult)
        case step(Step)
    }

    /// Whether a person has just allowed the call whose turn it is, or was asked about it at all.
    private var isAllowed = false
    private var wasAsked = false

    /// The tool that is called by the call whose turn it is.
    private var tool: ToolDefinition? {
        guard let calls = rounds.last?.calls, calls.indices.contains(position) else { return nil }
        return offered.first { $0.callName == calls[position].call.name }
    }

    private func plan(_ call: ChatReply.ToolCall) -> Plan {
        func refusal(_ outcome: ToolResult.Outcome, _ words: String) -> Plan {
            .settle(ToolResult(outcome: outcome, text: "Error: \(words)"))
        }
        guard position < Self.maximumCalls else { return .settle(Self.tooMany) }
        guard let tool else {
            let names = offered.prefix(20).map(\.callName).joined(separator: ", ")
            return refusal(.unknownTool, "there is no tool \(call.name.prefix(64)). There are: \(names).")
        }
        let arguments: JSONObject
        do {
            let json = call.arguments.isEmpty ? JSONValue.object([:]) : try JSONValue(parsing: call.arguments)
            guard let object = json.object else {
                return refusal(.badArguments, "the arguments are not a JSON object.")
            }
            arguments = object
        } catch {
            return refusal(.badArguments, "the arguments are not whole JSON (\(error)), so nothing was run.")
        }
        if isAllowed { return .step(.call(tool, arguments)) }
        switch policy.decision(for: tool) {
        case .run: return .step(.call(tool, arguments))
        case .ask(let former): return .step(.ask(ConsentQuestion(tool, arguments: arguments, former: former)))
        case .deny(let reason): return refusal(.denied, "this call is not allowed: \(reason).")
        }
    }

    private mutating func settle(_ result: ToolResult) {
        isAllowed = false
        guard let last = rounds.indices.last, rounds[last].calls.indices.contains(position) else { return }
        rounds[last].calls[position].result = result
        settled.append((position, wasAsked))
        wasAsked = false
        position += 1
    }

    private mutating func settleRest(_ result: ToolResult) {
        while let calls = rounds.last?.calls, position < calls.count { settle(result) }
    }
}
