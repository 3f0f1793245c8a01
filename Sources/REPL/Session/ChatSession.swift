import CloudComputeClient
import ConversationStore
import Conversations
import Localization

/// A chat between two events: it is told what happened and answers with what to do.
///
/// It does nothing itself: no input, no output, no clock, no task. ``ChatShell`` carries its actions out, in their order,
/// and tells it what comes of them before the next line.
struct ChatSession: Sendable {
    /// What the chat can count on.
    struct Configuration: Sendable {
        /// Whether a person types, who can try again; a script that cannot is ended by the first failure.
        var isInteractive = true
        /// Whether a person sees notices, so that status lines are wanted.
        var showsNotices = true
        /// Whether there is an editor for `/edit`.
        var hasEditor = false
        /// Whether the limits on images count, which are those of CloudCompute's own API.
        var limitsImages = true
        /// How many tokens the model takes, where the profile says so.
        var contextLength: Int?
    }

    /// What is under way.
    enum Activity: Sendable {
        case none
        case waiting(isInterrupted: Bool)
        case turn(PendingTurn)
        case comparison(Comparison)
        case summary(PendingSummary)
    }

    /// A message that is being stored, sent or replied to.
    struct PendingTurn: Sendable {
        var message: ChatMessage
        var record: TurnRecord?
        /// The turn that `/retry` would replace, and the model that was in use before.
        var retried: (turn: Turn, model: String)?
    }

    var conversation: Conversation
    var template: AppliedTemplate?
    var options: DisplayOptions
    /// Files that go along with the next message.
    var attachments: [FileAttachment] = []
    /// The server's models, as far as they are known.
    var models: [Model] = []
    /// Whether the server has told its models, or cannot.
    var hasModelList = false
    /// Whether conversations are stored.
    var isStored: Bool
    var activity = Activity.none
    /// Whether a signal has asked the program to end: nothing is sent from then on.
    var isEnding = false
    /// Whether it has been said that the conversation comes near the model's context length.
    var hasWarnedOfContext = false
    /// Whether the model is offered tools.
    var offersTools: Bool
    /// The model of which it has been said that it may not take tools.
    var modelWithoutTools: String?
    /// Whether it has been said that the store fails, since it last did not.
    var hasReportedStore = false
    /// A message that comes near what the model takes, and waits for the user's choice.
    var held: HeldMessage?
    /// A question that the next line answers with yes or no.
    var question: Question?
    /// Whether the last reply's usage tells nothing of the next request, since messages were left out or taken in.
    var usageIsStale = false
    /// What was spent on the conversation, replies that are no part of it any more among it.
    var spending: Spending
    /// How many messages another session has added, as far as that has been said.
    var messagesOfOthers = 0
    let configuration: Configuration

    init(
        _ conversation: Conversation, template: AppliedTemplate? = nil, options: DisplayOptions = DisplayOptions(),
        attachments: [FileAttachment] = [], isStored: Bool, configuration: Configuration = Configuration(),
        offersTools: Bool = false
    ) {
        self.offersTools = offersTools
        self.conversation = conversation
        spending = Spending(of: conversation)
        self.template = template
        self.options = options
        self.attachments = attachments
        self.isStored = isStored
        self.configuration = configuration
    }

    /// What stands before the next line.
    var prompt: String {
        guard configuration.isInteractive else { return "" }
        if held != nil { return canShorten ? localized("send, compact, drop or no? ") : localized("send or no? ") }
        if let question { return question.prompt }
        return attachments.isEmpty ? "> " : localized("[\(attachments.count) attached] > ")
    }

    /// Whether the next line answers a question, and is nothing to bring back later.
    var isAsking: Bool { held != nil || question?.isForAnswersOnly ?? false }

    /// What to do about an event.
    mutating func handle(_ event: Event) -> [Action] {
        let actions = respond(to: event)
        guard isEnding, case .none = activity else { return actions }
        return actions + [.quit]
    }

    private mutating func respond(to event: Event) -> [Action] {
        switch event {
        case .started: start()
        case .line(let line): isEnding ? [] : handle(line: line)
        case .lineCancelled(let wasEmpty):
            held != nil
                ? keepBack()
                : question != nil
                    ? answer("") : wasEmpty ? [.note(localized("Press Ctrl-D or type /quit to quit."))] : []
        case .inputEnded: [.quit]
        case .lineUnreadable(let number): [.fail(ChatInputError(line: number))]
        case .interrupted: interrupt()
        case .endRequested: requestEnd()
        case .reply(let event): show(event)
        case .turnEnded(let turn): end(turn)
        case .summarized(let turn): summarized(turn)
        case .compared(let index, let event): compared(index, event)
        case .comparisonEnded(let index, let turn): comparisonEnded(index, turn)
        case .roundEnded: [.endReply]
        case .toolRan(let call, let wasAsked): [.note(ToolRunLine.text(call, showsArguments: !wasAsked))]
        case .approvalNotKept(let failure): [.show(.error(failure))]
        case .toolLeftOut(let tool): [.note(ToolRunLine.leftOut(tool))]
        case .tools(let result): attempt(result) { $0.toolsAnswered($1) }
        case .modelsKnown(let known): keep(known)
        case .modelsFound(let use, let name, let result): found(result, named: name, for: use)
        case .modelsListed(let filter, let result): attempt(result) { try $0.showModels($1, filter: filter) }
        case .fileRead(let role, let result): attempt(result) { try $0.attach($1, as: role) }
        case .templateRead(let result): attempt(result) { try $0.apply($1) }
        case .edited(let text): edited(text)
        case .copied(let count, let way): copied(count, way)
        case .exported(let format, let result): exported(format, result)
        case .store(let answer): handle(answer)
        }
    }

    private func start() -> [Action] {
        guard configuration.isInteractive else { return [] }
        var actions: [Action] = []
        if let id = conversation.storedID {
            let count = conversation.turns.count
            let title = conversation.title ?? ""
            actions =
                [.note(localized("Conversation \(id), \"\(title)\", \(count) \(count, "message", "messages")."))]
                + lastExchange()
        }
        actions += tellOfAttachments()
        if offersTools {
            actions.append(.note(localized("The model may call tools, after a question; /tools lists them.")))
        }
        return actions + [.note(localized("\(conversation.model) — /help for commands, Ctrl-D to quit")), .fetchModels]
    }

    private mutating func handle(line: String) -> [Action] {
        if held != nil { return choose(line) }
        if question != nil { return answer(line) }
        return obey(line)
    }

    /// Does what a line says that answers no question.
    mutating func obey(_ line: String) -> [Action] {
        // What other programs take for a command would be paid for here.
        if configuration.isInteractive, ["exit", "quit"].contains(line.lowercased()) { return [.quit] }
        switch SlashCommand.read(line) {
        case .empty: return []
        case .message(let text): return say(text)
        case .command(let command, let argument):
            do {
                if command.usage.isEmpty, !argument.isEmpty {
                    throw ChatCommandError(localized("/\(command.name) takes no argument."))
                }
                return try command.action(&self, argument)
            } catch { return refuse(error) }
        case .unknown(let name, let nearest):
            let hint: Message = nearest.map { Message("did you mean /\($0)?") } ?? Message("/help lists the commands.")
            return refuse(
                ChatCommandError(
                    localized("There is no command /\(name); \(hint) To send a message that starts with /, type //.")))
        }
    }

    private mutating func interrupt() -> [Action] {
        switch activity {
        case .none: return []
        case .waiting: activity = .waiting(isInterrupted: true)
        case .turn, .comparison, .summary: break
        }
        return [.cancel]
    }

    private mutating func requestEnd() -> [Action] {
        isEnding = true
        return interrupt()
    }

    private mutating func keep(_ models: [Model]) -> [Action] {
        self.models = models
        hasModelList = true
        return []
    }

    /// What a failure of a command leads to: a script that went on without what it asked for would send something else
    /// than was meant.
    func refuse(_ error: any Error) -> [Action] {
        guard configuration.isInteractive else { return [.fail(error)] }
        if let error = error as? ChatCommandError { return [.note(error.description)] }
        return [.show(.error(error))]
    }

    /// Begins something that Ctrl-C stops.
    mutating func wait(for action: Action) -> [Action] {
        activity = .waiting(isInterrupted: false)
        return [action]
    }

    /// Ends a wait, and goes on with what it gave.
    mutating func attempt<Value>(
        _ result: Result<Value, some Error>, _ body: (inout ChatSession, Value) throws -> [Action]
    ) -> [Action] {
        var isInterrupted = false
        if case .waiting(let flag) = activity {
            isInterrupted = flag
            activity = .none
        }
        if isInterrupted { return refuse(ChatCommandError(localized("Stopped."))) }
        do { return try body(&self, try result.get()) } catch { return refuse(error) }
    }

    /// Says that the store fails, each time that it begins to; the chat goes on.
    ///
    /// - Parameter error: `nil` where the store has done what it was asked.
    mutating func report(_ error: StoreError?) -> [Action] {
        guard let error else {
            hasReportedStore = false
            return []
        }
        guard !hasReportedStore else { return [] }
        hasReportedStore = true
        return [.show(.notStored(error))]
    }
}
