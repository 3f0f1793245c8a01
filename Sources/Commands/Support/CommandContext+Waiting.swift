import CloudComputeClient
import Terminal

extension CommandContext.Console {
    /// The time after which a wait is told of where no spinner can turn.
    private static var quietTime: Duration { .seconds(2) }

    /// Waits for the body; on a terminal a spinner tells of it, and a signal takes that away again.
    func waiting<Result: Sendable>(
        _ body: @escaping @Sendable (SpinnerLabel) async throws -> Result
    ) async throws -> Result {
        let label = SpinnerLabel("waiting")
        var spinner = Spinner(on: error, allowsColor: allowsColor, label: label)
        // As with NO_COLOR, or TERM=dumb.
        let reminder = error.isTerminal && !allowsColor ? Task { try await remind() } : nil
        defer { reminder?.cancel() }
        do {
            let result = try await SignalWatch.interruptible { try await body(label) }
            await spinner.stop()
            return result
        } catch {
            await spinner.stop()
            throw error
        }
    }
}

extension CommandContext.Console {
    private func remind() async throws {
        try await Task.sleep(for: Self.quietTime)
        note("Waiting for the server; Ctrl-C ends that.")
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
            try await body(client) { label.text = "waiting for page \($0)," }
        }
    }
}
