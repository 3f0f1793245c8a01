import CloudComputeClient
import ConversationStore
import Conversations
import Files
import Pricing
import Synchronization
import Terminal
import Tools

/// Carries out what a ``ChatSession`` decides, and tells it what comes of it; it holds no rule.
actor ChatShell {
    private(set) var session: ChatSession
    let console: ChatConsole
    let dependencies: ChatDependencies
    private let models: ModelCache
    private var store: ConversationStore?
    /// Stops what is under way.
    var cancel: (@Sendable () -> Void)?
    var view: ReplyView?
    var tools: (access: ToolAccess, policy: ConsentPolicy)?
    var toolSpinner: ToolSpinner?
    /// Whether a request to end waits to be told to the session.
    private let endIsRequested = Atomic(false)
    /// Whether the chat is over.
    private(set) var isEnded = false

    init(_ session: ChatSession, console: ChatConsole, dependencies: ChatDependencies, models: ModelCache) {
        self.session = session
        self.console = console
        self.dependencies = dependencies
        self.models = models
        store = dependencies.store
        tools = dependencies.tools
    }

    /// What stands before the next line.
    var prompt: (text: String, isQuestion: Bool) { (session.prompt, session.isAsking) }

    /// Tells the session what happened, and does what it says.
    ///
    /// - Throws: What ends the chat.
    func receive(_ event: ChatSession.Event) async throws {
        try await tellOfEnd()
        for action in session.handle(event) { try await perform(action) }
    }

    /// Asks the chat to end; where the actor is kept by the store, this is told before what the store answers.
    ///
    /// - Throws: What ends the chat.
    nonisolated func requestEnd() async throws {
        endIsRequested.store(true, ordering: .relaxed)
        try await tellOfEnd()
    }

    private func tellOfEnd() async throws {
        guard endIsRequested.exchange(false, ordering: .relaxed) else { return }
        for action in session.handle(.endRequested) { try await perform(action) }
    }

    private func perform(_ action: ChatSession.Action) async throws {
        switch action {
        case .show(let notice): show(notice)
        case .showText(let text): try await change { try await $0.show(text: text) }
        case .showReasoning(let text): try await change { await $0.show(reasoning: text) }
        case .endReply: try await endReply(endsLine: true)
        case .send(let request, let record): try await send(request, record)
        case .summarize(let request):
            let runner = runner
            let result = await stoppable { await runner.run(request) { _ in } }
            if case .success(let turn) = result { try await receive(.summarized(turn)) }
        case .sendAll(let requests): try await sendAll(requests)
        case .beginReply: view = ReplyView(console, session.options)
        case .cancel: cancel?()
        case .fetchModels: fetchModels()
        case .listModels(let filter):
            let result = await stoppable { [dependencies] in try await dependencies.backend.models().models }
            if case .success(let listed) = result { models.models = listed }
            try await receive(.modelsListed(filter: filter, result))
        case .findModel(let name, let use):
            let result = await stoppable { [dependencies] in try await dependencies.backend.models().models }
            if case .success(let listed) = result { models.models = listed }
            try await receive(.modelsFound(for: use, named: name, result))
        case .readFile(let path, let role):
            try await receive(.fileRead(role, await stoppable { try await ChatFiles.read(path) }))
        case .download(let url):
            let result = await stoppable { [dependencies] in
                FileAttachment(name: FileAttachment.name(ofURL: url), bytes: try await dependencies.download(url))
            }
            try await receive(.fileRead(.attachment, result))
        case .readTemplate(let path, let values):
            let result = await stoppable { [dependencies] in
                try await dependencies.readTemplate(HomeDirectory.expand(path), values)
            }
            try await receive(.templateRead(result))
        case .edit(let text): try await receive(.edited(await dependencies.edit?(text)))
        case .copy(let text):
            let way = dependencies.copy(text, console.error.isTerminal ? console.error : console.output)
            try await receive(.copied(characters: text.count, way))
        case .export(let text, let path, let format, let replaces):
            let result = Result { try ChatFiles.write(text, to: path, replaces: replaces) }
            try await receive(.exported(format, result))
        case .tools(let operation): try await receive(.tools(await answer(operation)))
        case .store(let operation): try await receive(.store(answer(operation)))
        case .quit: isEnded = true
        case .fail(let error):
            try? await endReply(endsLine: false)
            throw error
        }
    }

    private func show(_ notice: ChatSession.Notice) {
        console.error.note(
            notice.text(columns: console.error.columns, style: console.style, explain: dependencies.explain))
    }

    /// Sends a request; while the reply comes, its events and Ctrl-C reach the session.
    private func send(_ request: ChatRequest, _ record: TurnRecord?) async throws {
        beginReply()
        if session.offersTools, let tools {
            try await send(request, store.flatMap { store in record.map { (store, $0) } }, runner, tools)
            return
        }
        let (runner, recorder) = (runner, recorder(record))
        let task = Task {
            await runner.run(request, recorder: recorder) { try await self.receive(.reply($0)) }
        }
        cancel = { task.cancel() }
        let turn = await task.value
        cancel = nil
        try await receive(.turnEnded(turn))
    }

    /// Sends several requests at once; what comes of them reaches the session piece by piece, as Ctrl-C does.
    private func sendAll(_ requests: [(ChatRequest, TurnRecord?)]) async throws {
        let (events, continuation) = AsyncStream.makeStream(of: ChatSession.Event.self)
        let all = requests.map { ParallelTurns.Request($0.0, recorder: recorder($0.1)) }
        let runner = runner
        let task = Task {
            await ParallelTurns.run(all, with: runner) {
                continuation.yield(.compared($0, $1))
            } end: {
                continuation.yield(.comparisonEnded($0, $1))
            }
            continuation.finish()
        }
        cancel = { task.cancel() }
        defer { cancel = nil }
        do { for await event in events { try await receive(event) } } catch {
            task.cancel()
            await task.value
            throw error
        }
    }

    private var runner: TurnRunner {
        let prices = dependencies.prices
        return TurnRunner(dependencies.backend) { [models] in
            PriceList(profile: prices, server: PriceList.prices(of: models.models))
        }
    }

    private func recorder(_ record: TurnRecord?) -> ReplyRecorder? {
        guard let store, let record else { return nil }
        return ReplyRecorder(store, record)
    }

    private func change(_ body: (inout ReplyView) async throws -> Void) async throws {
        guard var changed = view else { return }
        defer { view = changed }
        try await body(&changed)
    }

    private func endReply(endsLine: Bool) async throws {
        guard var ended = view else { return }
        view = nil
        try await ended.end(endsLine: endsLine)
    }

    /// Waits for something that Ctrl-C stops.
    func stoppable<Value: Sendable>(
        _ body: @escaping @Sendable () async throws -> Value
    ) async -> Result<Value, any Error> {
        var spinner = Spinner(on: console.error, allowsColor: console.allowsColor && console.isInteractive)
        let task = Task { @concurrent in try await body() }
        cancel = { task.cancel() }
        let result = await task.result
        cancel = nil
        await spinner.stop()
        return result
    }

    private func fetchModels() {
        Task { [dependencies, models] in
            guard let listed = try? await dependencies.backend.models().models else { return }
            models.models = listed
            try? await receive(.modelsKnown(listed))
        }
    }

    private func answer(_ operation: StoreOperation) -> StoreAnswer {
        if case .save = operation, store == nil {
            do { store = try dependencies.openStore() } catch { return .saved(.failure(error)) }
        }
        guard let store else { return .updated(nil) }
        return StoreExecutor(store: store).perform(operation)
    }
}
