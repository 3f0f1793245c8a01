import LoopbackServer

/// One way in which a server can misbehave, and how the program must end for each command.
struct HostileCase: Sendable {
    /// What is asked for.
    enum Route: Sendable {
        case models, chat
    }

    /// How a command must end.
    struct Expectation: Sendable {
        /// The exit codes that are right.
        var codes: Set<Int32>
        /// Whether the answer itself is right, so that it must be shown: with exit code 0, `pong` stands in the output.
        var hasText = true
        /// Whether the server never ends, so that a Ctrl-C must end the program.
        var isInterrupted = false

        /// The answer is right and is shown.
        static let answers = Expectation(codes: [0])
        /// The answer is right but holds nothing to be shown.
        static let empty = Expectation(codes: [0], hasText: false)
        /// One sentence and one of these exit codes.
        static func fails(_ codes: Int32...) -> Expectation { Expectation(codes: Set(codes)) }
        /// Either the right answer, or one sentence and one of these exit codes.
        static func either(_ codes: Int32...) -> Expectation { Expectation(codes: Set(codes).union([0])) }
        /// The time-outs of these commands are minutes long; until then Ctrl-C ends them.
        static let hangs = Expectation(codes: [130], isInterrupted: true)

        /// What a batch of one request makes of it: some failed (1), the failure that ends every run, or its deadline.
        var inBatch: Expectation {
            if isInterrupted { return .fails(1, 69, 75) }
            if codes == [0] { return self }
            var expectation = self
            expectation.codes.formUnion([1])
            if !codes.isDisjoint(with: [69, 75]) { expectation.codes.insert(75) }
            return expectation
        }
    }

    var name: String
    var answer: @Sendable (Route) -> [LoopbackServer.Step]
    /// `nil` where the case is about chats only.
    var models: Expectation?
    /// What `ask` and `chat` come to; `nil` where the case is about lists of models only.
    var ask: Expectation?
    var batch: Expectation?
    /// Whether the batch asks for streams.
    var streams = false
    /// Whether the server keeps the program waiting, so that the batch gets short time-outs.
    var isSlow = false

    /// A case whose answer is the same, but for the body, wherever it is given.
    static func both(
        _ name: String, _ expectation: Expectation, batch: Expectation? = nil, isSlow: Bool = false,
        _ answer: @escaping @Sendable (Route) -> [LoopbackServer.Step]
    ) -> HostileCase {
        HostileCase(
            name: name, answer: answer, models: expectation, ask: expectation, batch: batch ?? expectation.inBatch,
            isSlow: isSlow)
    }

    /// A case of chat answers in one piece.
    static func chat(
        _ name: String, _ expectation: Expectation, batch: Expectation? = nil, isSlow: Bool = false,
        _ answer: [LoopbackServer.Step]
    ) -> HostileCase {
        HostileCase(
            name: name, answer: { _ in answer }, ask: expectation, batch: batch ?? expectation.inBatch, isSlow: isSlow)
    }

    /// A case of chat answers that are streamed.
    static func stream(
        _ name: String, _ expectation: Expectation, batch: Expectation? = nil, isSlow: Bool = false,
        _ answer: [LoopbackServer.Step]
    ) -> HostileCase {
        HostileCase(
            name: name, answer: { _ in answer }, ask: expectation, batch: batch ?? expectation.inBatch, streams: true,
            isSlow: isSlow)
    }

    /// A case of lists of models.
    static func models(_ name: String, _ expectation: Expectation, _ body: String) -> HostileCase {
        HostileCase(name: name, answer: { _ in [.send(HostileAnswer.json(body))] }, models: expectation)
    }
}
