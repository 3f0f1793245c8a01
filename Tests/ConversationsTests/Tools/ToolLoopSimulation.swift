import CloudComputeClient
import ConversationStore
import FakeChatBackend
import JSON
import Testing
import Tools

@testable import Conversations

/// A turn whose model, user and tools do anything, from a seed; what may not happen is checked at every step.
struct ToolLoopSimulation {
    /// Chance that is the same for the same seed.
    struct Chance: RandomNumberGenerator {
        var state: UInt64

        mutating func next() -> UInt64 {
            state &+= 0x9E37_79B9_7F4A_7C15
            var mixed = (state ^ (state >> 30)) &* 0xBF58_476D_1CE4_E5B9
            mixed = (mixed ^ (mixed >> 27)) &* 0x94D0_49BB_1331_11EB
            return mixed ^ (mixed >> 31)
        }
    }

    private static let arguments = [
        "", "{}", "{\"a\":1}", " {\"b\" : \"\u{202E}\"} ", "{\"a\":", "[1]", "null", "{}{}",
    ]

    private var chance: Chance
    private let maximumRounds: Int
    private let patterns: [ToolPattern]
    private let canAsk: Bool
    private var tools: [ToolDefinition]
    private var loop: ToolLoop
    /// What the user has allowed, as the test understands it.
    private var allowed: Set<ToolDefinition> = []
    /// The tools as they were at first offered.
    private let firstSeen: [ToolDefinition]
    private var isAllowedOnce = false
    private(set) var runs = 0
    private(set) var questions = 0

    init(seed: UInt64) {
        chance = Chance(state: seed)
        tools =
            FakeToolbox.tools("read", "write", server: "files") + FakeToolbox.tools("now", server: "time")
            + [ToolDefinition(origin: .local, name: "local", callName: "local")]
        firstSeen = tools
        canAsk = Int.random(in: 0..<4, using: &chance) > 0
        patterns = Int.random(in: 0..<3, using: &chance) == 0 ? [ToolPattern("files__r*"), ToolPattern("l?cal")] : []
        let approved = Int.random(in: 0..<3, using: &chance) == 0 ? [ToolApproval(tools[2])] : []
        if canAsk, !approved.isEmpty { allowed.insert(tools[2]) }
        maximumRounds = Int.random(in: 1...4, using: &chance)
        loop = ToolLoop(
            policy: ConsentPolicy(patterns: patterns, approvals: approved, canAsk: canAsk),
            maximumRounds: maximumRounds, makeID: { "made\(UInt32.random(in: 0 ... .max))" })
    }

    /// Plays the turn to its end.
    mutating func play() {
        for round in 0...maximumRounds + 1 {
            if round > 0, Int.random(in: 0..<3, using: &chance) == 0 { changeATool() }
            let offered = loop.offer(tools)
            #expect(canAsk ? offered == tools : offered.allSatisfy { mayRun($0) })
            var reply = nextReply()
            let opened = loop.open(&reply)
            #expect(opened.allSatisfy { !$0.call.id.isEmpty && $0.result.text.hasPrefix("Error: ") })
            guard loop.take(reply, opened, model: "m") else { return }
            guard answer(reply) else { return }
        }
        Issue.record("The turn goes on after \(maximumRounds) rounds.")
    }

    private mutating func changeATool() {
        let place = Int.random(in: 0..<tools.count, using: &chance)
        tools[place].description += "!"
    }

    private mutating func nextReply() -> Reply {
        var reply = Reply(text: "", status: Int.random(in: 0..<12, using: &chance) == 0 ? .interrupted : .complete)
        let count = Int.random(in: 0..<10, using: &chance) == 0 ? 40 : Int.random(in: 0..<5, using: &chance)
        reply.toolCalls = (0..<count).map { place in
            let names = tools.map(\.callName) + ["unknown", ""]
            return ChatReply.ToolCall(
                id: Int.random(in: 0..<4, using: &chance) == 0 ? "" : "call\(place / 2)",
                name: names.randomElement(using: &chance) ?? "",
                arguments: Self.arguments.randomElement(using: &chance) ?? "")
        }
        return reply
    }

    /// Goes through the calls of a reply; whether there is a further request.
    private mutating func answer(_ reply: Reply) -> Bool {
        var settled: [Int] = []
        for _ in 0..<reply.toolCalls.count * 3 + 2 {
            let step = loop.next()
            settled += loop.takeSettled().map(\.place)
            switch step {
            case .ask(let question):
                questions += 1
                #expect(canAsk && !mayRun(question.tool))
                decide(question.tool)
            case .call(let tool, let arguments):
                #expect(isAllowedOnce || mayRun(tool), "\(tool.callName) runs without consent.")
                isAllowedOnce = false
                runs += 1
                let call = loop.rounds.last?.calls[settled.count].call
                let sent = call.map { $0.arguments.isEmpty ? "{}" : $0.arguments } ?? ""
                #expect((try? JSONValue(parsing: sent))?.object == arguments && call?.name == tool.callName)
                loop.finish(ToolResult(outcome: .done, text: "ran"))
                if Int.random(in: 0..<20, using: &chance) == 0 { loop.interrupt() }
            case .request(let messages):
                check(messages, reply)
                check(settled, reply)
                return true
            case .end(let ending):
                check(settled, reply)
                #expect(ending == .interrupted || loop.rounds.count == maximumRounds + 1)
                return false
            }
        }
        Issue.record("The calls of a reply are never done with.")
        return false
    }

    private mutating func decide(_ tool: ToolDefinition) {
        let answers: [ConsentAnswer] = [
            .once, .toolForSession, .serverForSession, .always, .no(reason: nil), .no(reason: "why"), .stop,
        ]
        let answer = answers.randomElement(using: &chance) ?? .stop
        switch answer {
        case .once: isAllowedOnce = true
        case .toolForSession, .always: allowed.insert(tool)
        case .serverForSession: allowed.formUnion(tools.filter { $0.origin == tool.origin })
        case .no, .stop: break
        }
        loop.decide(answer)
    }

    /// Whether a tool may run as it is now, by what was allowed so far.
    private func mayRun(_ tool: ToolDefinition) -> Bool {
        allowed.contains(tool) || firstSeen.contains(tool) && patterns.contains { $0.matches(tool.callName) }
    }

    /// Each call has got one result, in order.
    private func check(_ settled: [Int], _ reply: Reply) {
        #expect(settled == Array(reply.toolCalls.indices))
        let calls = loop.rounds.last?.calls ?? []
        #expect(calls.map(\.call) == reply.toolCalls)
        #expect(calls.allSatisfy { $0.result.outcome == .done || $0.result.text.hasPrefix("Error: ") })
        #expect(calls.count { $0.result.outcome == .done } <= ToolLoop.maximumCalls)
    }

    /// What goes out is what a strict server takes.
    private func check(_ messages: [ChatMessage], _ reply: Reply) {
        #expect(messages.first?.role == .assistant && messages.first?.toolCalls == reply.toolCalls)
        #expect(messages.dropFirst().map(\.toolCallID) == reply.toolCalls.map(\.id))
        #expect(messages.dropFirst().allSatisfy { $0.role == .tool })
    }
}
