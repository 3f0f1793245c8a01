package import Conversations
import LineEditor
import Terminal

/// The interactive loop: reads a line, sends the conversation, shows the reply as it streams.
package struct REPL: Sendable {
    private let console: ChatConsole
    private let dependencies: ChatDependencies
    private let models: ModelCache

    /// Creates a loop.
    ///
    /// - Parameter models: What Tab completes from; the loop keeps it up to date.
    package init(console: ChatConsole, dependencies: ChatDependencies, models: ModelCache = ModelCache()) {
        self.console = console
        self.dependencies = dependencies
        self.models = models
    }

    /// Talks until the user leaves.
    ///
    /// - Parameters:
    ///   - start: The conversation to begin or to go on with.
    ///   - attachments: What goes along with the first message.
    ///   - options: How replies are shown.
    ///   - signals: What signals ask for, as they come.
    /// - Throws: ``OutputError`` where the output is gone; without a person to try again, whatever a message failed with.
    package func run(
        _ start: Conversation, template: AppliedTemplate? = nil, attachments: [FileAttachment] = [],
        options: DisplayOptions = DisplayOptions(), signals: AsyncStream<ChatSignal>
    ) async throws {
        var session = ChatSession(
            start, template: template, options: options, attachments: attachments, isStored: dependencies.store != nil,
            configuration: ChatSession.Configuration(
                isInteractive: console.isInteractive, showsNotices: console.error.isTerminal,
                hasEditor: dependencies.edit != nil, limitsImages: dependencies.limitsImages,
                contextLength: dependencies.contextLength),
            offersTools: dependencies.tools != nil)
        session.models = models.models
        let shell = ChatShell(session, console: console, dependencies: dependencies, models: models)
        let listener = Task {
            for await signal in signals {
                switch signal {
                case .interrupt: try? await shell.receive(.interrupted)
                case .end: try? await shell.requestEnd()
                }
            }
        }
        defer { listener.cancel() }
        do { try await talk(shell) } catch {
            await shell.endTools()
            throw error
        }
        await shell.endTools()
    }

    private func talk(_ shell: ChatShell) async throws {
        try await shell.receive(.started)
        while await !shell.isEnded {
            let prompt = await shell.prompt
            switch await console.lines.next(prompt: prompt.text, isKept: !prompt.isQuestion) {
            case .end: try await shell.receive(.inputEnded)
            case .cancelled(let wasEmpty): try await shell.receive(.lineCancelled(wasEmpty: wasEmpty))
            case .line(let line): try await shell.receive(.line(line))
            case .unreadable(let number): try await shell.receive(.lineUnreadable(number: number))
            }
        }
    }
}
