import CloudComputeClient
import Terminal

/// One line about a finished reply: who answered, how much, how fast and what for.
package enum StatusLine {
    /// The line, safe for a terminal; parts that nobody told are left out.
    ///
    /// - Parameter model: The model that was asked, where the reply names none.
    package static func text(_ reply: Reply, model: String) -> String {
        var parts = [ControlCharacterFilter.filterLine(reply.model ?? model)]
        let tokens = [
            reply.usage?.promptTokens.map { "\($0) in" }, reply.usage?.completionTokens.map { "\($0) out" },
        ].compactMap { $0 }
        if !tokens.isEmpty { parts.append(tokens.joined(separator: ", ") + " tokens") }
        if let timings = reply.timings { parts += speed(timings, tokens: reply.usage?.completionTokens) }
        if let cost = reply.cost, cost > 0 { parts.append("cost \(Decimals.text(cost, cost < 0.01 ? 6 : 4))") }
        return parts.joined(separator: " · ")
    }

    /// The line about a turn: of one in which tools were called, the sums of all replies.
    package static func text(_ turn: FinishedTurn, model: String) -> String {
        guard !turn.rounds.isEmpty else { return text(turn.reply, model: model) }
        let replies = turn.replies
        var parts = [ControlCharacterFilter.filterLine(turn.reply.model ?? model)]
        let tokens = [
            replies.map(\.usage?.promptTokens).saturatingSum.map { "\($0) in" },
            replies.map(\.usage?.completionTokens).saturatingSum.map { "\($0) out" },
        ].compactMap(\.self)
        let requests = replies.count == 1 ? "1 request" : "\(replies.count) requests"
        parts.append(tokens.isEmpty ? requests : "\(tokens.joined(separator: ", ")) tokens in \(requests)")
        let time = replies.compactMap(\.timings?.total).reduce(.zero, +)
        if time > .zero { parts.append("\(seconds(time)) s") }
        let cost = replies.compactMap(\.cost).reduce(0, +)
        if cost > 0 { parts.append("cost \(Decimals.text(cost, cost < 0.01 ? 6 : 4))") }
        return parts.joined(separator: " · ")
    }

    private static func speed(_ timings: ChatTimings, tokens: Int?) -> [String] {
        var parts = ["\(seconds(timings.total)) s"]
        if let first = timings.timeToFirstToken {
            parts.append("first token \(seconds(first)) s")
            let generating = (timings.total - first) / .seconds(1)
            if let count = tokens, count > 1, generating > 0.001 {
                let speed = Double(count - 1) / generating
                parts.append("\(Decimals.text(speed, speed < 100 ? 1 : 0)) tokens/s")
            }
        }
        return parts
    }

    private static func seconds(_ duration: Duration) -> String {
        Decimals.text(duration / .seconds(1), duration < .milliseconds(100) ? 3 : duration < .seconds(10) ? 2 : 1)
    }
}
