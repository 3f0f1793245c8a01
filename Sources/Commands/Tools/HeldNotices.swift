import Synchronization
import Tools

/// What is to be said of tools, held back while a spinner turns.
final class HeldNotices: Sendable {
    private struct Held: Sendable {
        var waiting: [ToolNotice]? = []
        var failures = 0
    }

    private let console: CommandContext.Console
    private let held = Mutex(Held())

    init(_ console: CommandContext.Console) { self.console = console }

    /// How many servers have failed.
    var failures: Int { held.withLock { $0.failures } }

    func tell(_ notice: ToolNotice) {
        let isHeld = held.withLock { held in
            if case .serverFailed = notice { held.failures += 1 }
            held.waiting?.append(notice)
            return held.waiting != nil
        }
        if !isHeld { console.note(ErrorText.text(notice)) }
    }

    /// Says what was held back, and from now on all at once.
    func release() {
        let waiting = held.withLock { held in
            defer { held.waiting = nil }
            return held.waiting ?? []
        }
        for notice in waiting { console.note(ErrorText.text(notice)) }
    }
}
