import Localization

extension ToolResult {
    /// What a call of a server's tool gave.
    init(_ outcome: MCPCallOutcome, server: String) {
        switch outcome {
        case .result(let outcome, let text): self.init(outcome: outcome, text: text)
        case .failed(let words): self.init(outcome: .failed, text: "Error: \(words).")
        case .serverFailed(.interrupted), .interrupted:
            self.init(outcome: .interrupted, text: "Error: the call was interrupted.")
        case .serverFailed(let failure):
            self.init(outcome: .failed, text: "Error: the server \(server) failed: \(failure.reason.english).")
        case .timedOut(let time):
            self.init(
                outcome: .timedOut,
                text: "Error: the tool did not end within \(time.components.seconds) s and was given up.")
        }
    }
}
