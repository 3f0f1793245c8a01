import ConversationStore
import Terminal

/// The state of a chat between two lines, and what a line does to it.
struct Dialogue {
    /// Whether the loop goes on.
    enum Next {
        case goesOn, leaves
    }

    var conversation: Conversation
    var frame: PromptFrame?
    var looks: Looks
    /// Files that go along with the next message.
    var staged: [StagedFile] = []
    /// Whether it has been said that the conversation comes near the model's context length.
    var hasWarnedOfContext = false
    /// Whether it has been said that the store fails.
    private var hasToldOfStore = false

    let console: REPL.Console
    var services: Services
    let memory: CompletionMemory
    let running: RunningTurn

    init(
        conversation: Conversation, frame: PromptFrame?, looks: Looks, console: REPL.Console, services: Services,
        memory: CompletionMemory, running: RunningTurn
    ) {
        self.conversation = conversation
        self.frame = frame
        self.looks = looks
        self.console = console
        self.services = services
        self.memory = memory
        self.running = running
    }

    var prompt: String {
        guard console.isInteractive else { return "" }
        return staged.isEmpty ? "> " : "[\(staged.count) attached] > "
    }

    func greet() {
        if let id = conversation.storedID {
            note("Conversation \(id), \"\(conversation.title ?? "")\", \(conversation.exchanges.count) messages.")
        }
        note("\(conversation.model) — /help shows what can be done, Ctrl-D leaves.")
    }

    func note(_ text: String) { console.note(text) }

    /// Does what a line says.
    ///
    /// - Throws: What ends the chat.
    mutating func take(_ line: String) async throws -> Next {
        switch SlashCommand.read(line) {
        case .empty: return .goesOn
        case .command("quit", _): return .leaves
        case .command(let name, let argument):
            do {
                try await perform(name, argument)
            } catch let error as OutputError {
                throw error
            } catch {
                // A script that goes on without what it asked for would send something else than was meant.
                guard console.isInteractive else { throw error }
                if let refusal = error as? Refusal {
                    note(refusal.description)
                } else {
                    console.error.note(services.explain(error))
                }
            }
        case .unknown(let name, let nearest):
            let hint = nearest.map { "did you mean /\($0)?" } ?? "/help lists the commands."
            let words = "There is no command /\(name); \(hint) A line that begins with // is sent with one slash."
            guard console.isInteractive else { throw Refusal(words) }
            note(words)
        case .message(let text): try await say(text)
        }
        return .goesOn
    }

    private mutating func perform(_ name: String, _ argument: String) async throws {
        switch name {
        case "help": try help(argument)
        case "model": await changeModel(argument)
        case "models": try await listModels(argument)
        case "system": changeSystem(argument)
        case "set": try setParameter(argument)
        case "params": showParameters()
        case "template": try await changeTemplate(argument)
        case "attach": try await attach(argument)
        case "image": try await attachImage(argument)
        case "edit": try await edit(argument)
        case "retry": try await retry(argument)
        case "undo": try undo()
        case "fork": try fork(argument)
        case "new":
            conversation.forget()
            hasWarnedOfContext = false
            note("A new conversation.")
        case "open": try open(argument)
        case "list": try list(argument)
        case "search": try search(argument)
        case "title": try title(argument)
        case "save": try save()
        case "export": try export(argument)
        case "copy": try copy(argument)
        case "tokens": showTokens()
        case "cost": showCost()
        case "think": try think(argument)
        case "markdown": try markdown(argument)
        default: throw Refusal("/\(name) does nothing here.")
        }
    }

    /// Waits for something that Ctrl-C stops.
    func stoppable<Result: Sendable>(_ body: @escaping @Sendable () async throws -> Result) async throws -> Result {
        var spinner = Spinner(on: console.error, allowsColor: console.allowsColor && console.isInteractive)
        let task = Task { try await body() }
        running.begin { task.cancel() }
        let result = await task.result
        await spinner.stop()
        if running.end() { throw Refusal("Stopped.") }
        return try result.get()
    }

    /// Does something with the store; where that fails, the chat goes on and the user is told once.
    mutating func storing<Result>(_ body: (ConversationStore) throws(StoreError) -> Result) -> Result? {
        guard let store = services.store else { return nil }
        do throws(StoreError) { return try body(store) } catch {
            tellOfStore(error)
            return nil
        }
    }

    mutating func tellOfStore(_ error: StoreError) {
        if hasToldOfStore { return }
        hasToldOfStore = true
        note("The conversation is not being stored: \(error.description) /save tries again.")
    }
}
