import CloudComputeClient
import Foundation
import Localization
import Settings

extension ServerFacts {
    /// Asks the server as any command would.
    ///
    /// - Parameter key: The key that a command gave.
    static func gather(_ options: GlobalOptions, _ settings: Settings, key: APIKey?) async -> ServerFacts {
        var facts = ServerFacts(settings, .notAsked(localized("Not checked.")))
        let timeouts = CommandContext.Timeouts(connect: RouteFacts.patience, idle: patience, request: patience)
        do {
            let (probe, words) = try await CommandContext.run(
                options, connections: 1, timeouts: timeouts, apiKey: key, warns: false
            ) { context in
                let probe = await context.client.probe()
                guard case .failure(let error) = probe.models else { return (probe, "") }
                return (probe, ErrorText().sentence(error) ?? localized("The request was cancelled."))
            }
            facts.latency = probe.latency
            facts.skew = probe.date.map { date in
                // The server's second lies somewhere in its own; the answer was under way for a moment.
                let now = Date().timeIntervalSince1970
                return .seconds(min(max(now - Double(date), -1e12), 1e12))
            }
            switch probe.models {
            case .success(let list): facts.outcome = .listed(list.models.map(\.id))
            case .failure(let error): facts.outcome = .failed(error.kind, words)
            }
        } catch {
            facts.outcome = .refused(
                ErrorText().sentence(error) ?? localized("The request was cancelled."), ExitCode(error))
        }
        return facts
    }

    /// The facts where nobody asked.
    init(_ settings: Settings, _ outcome: Outcome) {
        self.init(
            url: settings.baseURL.content, outcome: outcome, latency: nil, skew: nil,
            model: settings.model.map { ($0.content, $0.source.description) })
    }
}
