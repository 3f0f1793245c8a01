import Conversations
import Synchronization
import Tools

/// The tools that a chat has opened, for a signal that ends the process.
final class OpenToolboxes: Sendable {
    private let toolboxes = Mutex<[any Toolbox]>([])

    /// Remembers tools.
    func add(_ setup: ToolSetup?) {
        guard let setup else { return }
        toolboxes.withLock { $0.append(setup.access.toolbox) }
    }

    /// Ends what was started for any of them.
    func end() async {
        let all = toolboxes.withLock { $0 }
        await withTaskGroup(of: Void.self) { group in
            for toolbox in all { group.addTask { await toolbox.end() } }
        }
    }
}
