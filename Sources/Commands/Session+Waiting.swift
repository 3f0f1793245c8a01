import CloudComputeClient
import Terminal

extension Session.Console {
    /// Waits for the body; on a terminal a spinner tells of it, and a signal takes that away again.
    func waiting<Result: Sendable>(
        _ body: @escaping @Sendable (SpinnerLabel) async throws -> Result
    ) async throws -> Result {
        let label = SpinnerLabel("waiting")
        var spinner = Spinner(on: error, allowsColor: allowsColor, label: label)
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

extension Session {
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
