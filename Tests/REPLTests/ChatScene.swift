import CloudComputeClient
import ConversationStore
import Conversations
import FakeChatBackend
import Foundation
import LineEditor
import Synchronization
import Terminal

@testable import REPL

/// Lines that are typed in their order, then the end of the input.
final class TypedLines: LineSource {
    private let state: Mutex<(lines: [String], prompts: [String])>

    init(_ lines: [String]) { state = Mutex((lines, [])) }

    var prompts: [String] { state.withLock { $0.prompts } }

    func next(prompt: String, isKept: Bool) async -> LineInput {
        state.withLock { state in
            state.prompts.append(prompt)
            return state.lines.isEmpty ? .end : .line(state.lines.removeFirst())
        }
    }
}

/// The loop with a server in memory, a real store and files in a folder of its own.
struct ChatScene: Sendable {
    /// What a chat left behind.
    struct Outcome {
        var output = ""
        var notices = ""
        var prompts: [String] = []
        var error: (any Error)?
    }

    let folder: TemporaryStore
    let store: ConversationStore
    let signals: AsyncStream<ChatSignal>
    let signal: AsyncStream<ChatSignal>.Continuation

    init() throws {
        folder = try TemporaryStore()
        store = try folder.open()
        (signals, signal) = AsyncStream.makeStream(of: ChatSignal.self)
    }

    /// Runs a chat whose user types some lines.
    func chat(
        _ lines: [String], _ backend: FakeChatBackend, in conversation: Conversation = Conversation(model: "m"),
        isInteractive: Bool = true, isStored: Bool = true,
        change: (inout ChatDependencies) -> Void = { _ in }
    ) async throws -> Outcome {
        let names = ["output", "notices"].map { folder.path($0) }
        for name in names { _ = FileManager.default.createFile(atPath: name, contents: nil) }
        let files = try names.map { try FileHandle(forWritingTo: URL(fileURLWithPath: $0)) }
        let typed = TypedLines(lines)
        let console = ChatConsole(
            lines: typed, output: Output(descriptor: files[0].fileDescriptor),
            error: Output(descriptor: files[1].fileDescriptor), isInteractive: isInteractive, allowsColor: false)
        var dependencies = ChatDependencies(
            backend: backend, download: { _ in throw FakeChatBackend.Failure("no network") },
            readTemplate: { path, values in AppliedTemplate(name: path) { "\($0) in \(values["language"] ?? "")" } },
            explain: { "explained: \($0)" }, store: isStored ? store : nil, openStore: { [folder] in try folder.open() }
        )
        dependencies.copy = { _, _ in .program("fake") }
        change(&dependencies)
        var outcome = Outcome()
        do {
            try await REPL(console: console, dependencies: dependencies).run(conversation, signals: signals)
        } catch {
            outcome.error = error
        }
        for file in files { try file.close() }
        outcome.output = try folder.read("output")
        outcome.notices = try folder.read("notices")
        outcome.prompts = typed.prompts
        return outcome
    }

    /// The replies of the first conversation, as they are stored.
    func replies() throws -> [StoredReply] { try store.messages(of: 1).compactMap(\.reply) }
}
