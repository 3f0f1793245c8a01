import CloudComputeClient
import Localization
import Terminal

extension CommandContext.Console {
    /// A wait that a terminal tells of until it ends.
    struct Wait: Sendable {
        /// The time after which a wait is told of where no spinner can turn, as with NO_COLOR or TERM=dumb.
        private static let quietTime = Duration.seconds(2)

        private var spinner: Spinner
        private let reminder: Task<Void, any Error>?

        fileprivate init(_ label: SpinnerLabel, reminder words: String, on console: CommandContext.Console) {
            spinner = Spinner(on: console.error, allowsColor: console.allowsColor, label: label)
            guard console.error.isTerminal, !console.allowsColor else {
                reminder = nil
                return
            }
            reminder = Task {
                try await Task.sleep(for: Self.quietTime)
                console.note(words)
            }
        }

        /// Takes away what tells of it; a further call does nothing.
        mutating func stop() async {
            reminder?.cancel()
            await spinner.stop()
        }
    }

    /// Shows at a terminal that something is awaited.
    func wait(_ words: String) -> Wait {
        let words = ControlCharacterFilter.filterLine(words)
        return Wait(SpinnerLabel(words), reminder: "… \(words)", on: self)
    }

    /// Waits for the body; on a terminal a spinner tells of it, and a signal takes that away again.
    func waiting<Result: Sendable>(
        _ body: @escaping @Sendable (SpinnerLabel) async throws -> Result
    ) async throws -> Result {
        let label = SpinnerLabel(localized("waiting"))
        var wait = Wait(label, reminder: localized("Waiting for the server; Ctrl-C ends that."), on: self)
        do {
            let result = try await SignalWatch.interruptible { try await body(label) }
            await wait.stop()
            return result
        } catch {
            await wait.stop()
            throw error
        }
    }
}

extension CommandContext {
    /// Waits for what the client gets, and shows it.
    func waiting<Result: Sendable>(
        _ body: @escaping @Sendable (CloudComputeClient) async throws -> Result
    ) async throws -> Result {
        try await console.waiting { [client] _ in try await body(client) }
    }

    /// Waits for a list, and shows it with the page.
    func waitingForPages<Result: Sendable>(
        _ body: @escaping @Sendable (CloudComputeClient, @escaping @Sendable (Int) -> Void) async throws -> Result
    ) async throws -> Result {
        try await console.waiting { [client] label in
            try await body(client) { label.text = localized("waiting for page \($0),") }
        }
    }
}
