import CloudComputeClient
import Conversations
import FakeChatBackend
import Testing
import Tools

@testable import ConversationStore
@testable import REPL

/// Chats of many lines, replies, failures and interruptions, each from a seed.
@Suite(.timeLimit(.minutes(2))) struct ChatSessionSimulationTests {
    /// Chance that is the same for the same seed.
    private struct Chance: RandomNumberGenerator {
        var state: UInt64

        mutating func next() -> UInt64 {
            state &+= 0x9E37_79B9_7F4A_7C15
            var mixed = (state ^ (state >> 30)) &* 0xBF58_476D_1CE4_E5B9
            mixed = (mixed ^ (mixed >> 27)) &* 0x94D0_49BB_1331_11EB
            return mixed ^ (mixed >> 31)
        }
    }

    private static let lines = [
        "hello", "more", "//slash", "/retry", "/retry big", "/undo", "/fork", "/fork 1", "/new", "/open x", "/save",
        "/title t", "/title", "/model", "/model big", "/system s", "/system off", "/set seed 7", "/set seed off",
        "/think low", "/think hide", "/list", "/search x", "/tokens", "/cost", "/copy", "/copy code", "/params",
        "/export a.md", "/attach a.txt", "/attach drop", "/image a.png", "/models", "/template t", "/template off",
        "/compare b", "/compare b c", "/pick", "/pick 1", "/pick 2", "/pick 3", "/compact", "/compact 1", "/compact 0",
        "/compact undo", "/compact show", "/edit x", "/tools on", "/tools", "/tools off", "/tools log",
        "/tools allow x",
        "/help", "/help retry",
        "/nonsense", "", "/markdown off",
    ]

    /// A chat, its store, and what it may not do.
    private struct Simulation {
        var session: ChatSession
        var store = SimulatedStore()
        var chance: Chance
        /// Whether the session ends with an error or by itself.
        var isEnded = false
        /// How many requests are under way.
        var sending = 0
        let storeFails: Bool

        init(seed: UInt64) {
            chance = Chance(state: seed)
            let isStored = Bool.random(using: &chance)
            storeFails = seed % 3 == 0
            session = ChatSession.example(isStored: isStored, isInteractive: seed % 5 != 0)
        }

        mutating func play(lines count: Int) {
            receive(.started)
            for _ in 0..<count where !isEnded {
                if storeFails { store.isBroken = Int.random(in: 0..<4, using: &chance) == 0 }
                let line = ChatSessionSimulationTests.lines.randomElement(using: &chance) ?? ""
                let usable = session.conversation.turns.last?.isUsable == true
                let former = session.conversation.turns.count
                receive(.line(line))
                #expect(isEnded || !session.isEnding, "The chat goes on after a request to end.")
                if isEnded { return }
                #expect(sending == 0)
                if line.hasPrefix("/retry"), usable {
                    #expect(session.conversation.turns.last?.isUsable == true, "A reply is lost by \(line).")
                    #expect(session.conversation.turns.count == former)
                }
                check(line)
            }
        }

        /// What is shown is what is stored, as long as the store has not failed.
        private mutating func check(_ line: String) {
            guard case .none = session.activity else {
                Issue.record("\(line) leaves something under way.")
                return
            }
            store.keep(session.conversation)
            guard !storeFails, let id = session.conversation.storedID else { return }
            let shown = session.conversation.turns.flatMap(\.storedIDs)
            #expect(shown == store.messages[id], "after \(line)")
            let asides = session.conversation.turns.flatMap { $0.alternatives.flatMap(\.storedIDs) }
            #expect(store.asides.isSuperset(of: asides), "after \(line)")
            #expect(!session.isStored || session.conversation.turns.allSatisfy { $0.storedIDs.count >= 2 })
        }

        private mutating func receive(_ event: ChatSession.Event) {
            for action in session.handle(event) where !isEnded { perform(action) }
        }

        private mutating func perform(_ action: ChatSession.Action) {
            switch action {
            case .show, .showText, .showReasoning, .endReply, .beginReply, .cancel: break
            case .summarize(let request): summarize(request)
            case .sendAll(let requests): sendAll(requests)
            case .fetchModels: receive(.modelsKnown([]))
            case .send(let request, let record): send(request, record)
            case .findModel(let name, let use): wait { .modelsFound(for: use, named: name, $0.map { _ in [] }) }
            case .listModels(let filter): wait { .modelsListed(filter: filter, $0.map { _ in [] }) }
            case .readFile(_, let role):
                wait { .fileRead(role, $0.map { _ in FileAttachment(name: "a.txt", bytes: [65]) }) }
            case .download:
                wait { .fileRead(.attachment, $0.map { _ in FileAttachment(name: "a.txt", bytes: [65]) }) }
            case .readTemplate: wait { .templateRead($0.map { _ in AppliedTemplate(name: "t") { "<\($0)>" } }) }
            case .edit(let text): receive(.edited(Bool.random(using: &chance) ? text : nil))
            case .copy(let text): receive(.copied(characters: text.count, nil))
            case .export(_, let path, let format, _): receive(.exported(format, .success(path)))
            case .tools(let operation):
                wait { .tools($0.map { operation == .list ? .listed([]) : .opened(count: 1) }) }
            case .store(let operation):
                endByChance()
                receive(.store(store.perform(operation)))
            case .quit, .fail: isEnded = true
            }
        }

        /// Asks the chat to end, now and then.
        private mutating func endByChance() {
            if Int.random(in: 0..<100, using: &chance) == 0 { receive(.endRequested) }
        }

        private mutating func wait(_ event: (Result<Void, any Error>) -> ChatSession.Event) {
            if Int.random(in: 0..<3, using: &chance) == 0 { receive(.interrupted) }
            endByChance()
            let fails = Int.random(in: 0..<3, using: &chance) == 0
            receive(event(fails ? .failure(FakeChatBackend.Failure()) : .success(())))
        }

        private mutating func summarize(_ request: ChatRequest) {
            #expect(!session.isEnding, "A request goes out after a request to end.")
            let roles = request.messages.map(\.role)
            #expect(roles.last == .user && zip(roles, roles.dropFirst()).allSatisfy { $0 != $1 })
            var reply = Reply(text: "summary")
            if Int.random(in: 0..<4, using: &chance) == 0 {
                receive(.interrupted)
                reply.status = .interrupted
            }
            let fails = Int.random(in: 0..<4, using: &chance) == 0
            endByChance()
            receive(.summarized(FinishedTurn(reply: reply, error: fails ? FakeChatBackend.Failure() : nil)))
        }

        private mutating func sendAll(_ requests: [(ChatRequest, TurnRecord?)]) {
            #expect(!session.isEnding, "Requests go out after a request to end.")
            for index in requests.indices.shuffled(using: &chance) {
                var reply = Reply(text: Bool.random(using: &chance) ? "words" : "")
                receive(.compared(index, .text(reply.text, choice: 0)))
                if Int.random(in: 0..<4, using: &chance) == 0 { reply.status = .failed }
                endByChance()
                let error = reply.status == .failed ? FakeChatBackend.Failure() : nil
                receive(.comparisonEnded(index, FinishedTurn(reply: reply, error: error)))
            }
        }

        /// What the model's calls of tools give, and where they are stored.
        private mutating func round(_ record: TurnRecord?, of finished: inout FinishedTurn) {
            guard session.offersTools, finished.error == nil, Int.random(in: 0..<2, using: &chance) == 0 else { return }
            let call = ChatReply.ToolCall(id: "c", name: "f", arguments: "{}")
            var called = Reply(text: "")
            called.toolCalls = [call]
            receive(.roundEnded)
            let answered = ToolRound.AnsweredCall(call, ToolResult(outcome: .done, text: "1"))
            receive(.toolRan(answered, wasAsked: false))
            finished.rounds = [ToolRound(called, [answered], model: "m")]
            let endsThere = finished.reply.status == .interrupted
            if endsThere { finished.ending = .interrupted }
            guard let record else { return }
            finished.storedIDs = [record.replyID] + store.add(endsThere ? 1 : 2, to: record.conversationID)
        }

        private mutating func send(_ request: ChatRequest, _ record: TurnRecord?) {
            #expect(!session.isEnding, "A request goes out after a request to end.")
            sending += 1
            #expect(sending == 1, "Two requests are under way.")
            let roles = request.messages.map(\.role).filter { $0 != .tool }
            #expect(roles.last == .user && zip(roles, roles.dropFirst()).allSatisfy { $0 != .user || $1 != .user })
            var reply = Reply(text: Bool.random(using: &chance) ? "words" : "")
            receive(.reply(.text(reply.text, choice: 0)))
            switch Int.random(in: 0..<4, using: &chance) {
            case 0:
                receive(.interrupted)
                reply.status = .interrupted
            case 1: reply.status = reply.text.isEmpty ? .failed : .cutOff
            default: break
            }
            let error = reply.status == .failed || reply.status == .cutOff ? FakeChatBackend.Failure() : nil
            endByChance()
            sending -= 1
            var finished = FinishedTurn(reply: reply, error: error)
            round(record, of: &finished)
            receive(.turnEnded(finished))
        }
    }

    @Test func whateverHappensShowsWhatIsStoredAndLosesNoReply() {
        for seed in 0..<3000 as Range<UInt64> {
            var simulation = Simulation(seed: seed)
            simulation.play(lines: 60)
        }
    }
}
