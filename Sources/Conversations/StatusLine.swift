import CloudComputeClient
import Localization
import Terminal

/// One line about a finished reply: who answered, how much, how fast and what for.
package enum StatusLine {
    /// The line, safe for a terminal; parts that nobody told are left out.
    ///
    /// - Parameter model: The model that was asked, where the reply names none.
    package static func text(_ reply: Reply, model: String) -> String {
        var parts = [ControlCharacterFilter.filterLine(reply.model ?? model)]
        if let tokens = tokens(reply.usage?.promptTokens, reply.usage?.completionTokens) { parts.append("\(tokens)") }
        if let timings = reply.timings { parts += speed(timings, tokens: reply.usage?.completionTokens) }
        if let cost = reply.cost, cost > 0 {
            parts.append(localized("cost \(Decimals.text(cost, cost < 0.01 ? 6 : 4))"))
        }
        return parts.joined(separator: " · ")
    }

    /// The line about a turn: of one in which tools were called, the sums of all replies.
    package static func text(_ turn: FinishedTurn, model: String) -> String {
        guard !turn.rounds.isEmpty else { return text(turn.reply, model: model) }
        let replies = turn.replies
        var parts = [ControlCharacterFilter.filterLine(turn.reply.model ?? model)]
        let tokens = tokens(
            replies.map { $0.usage?.promptTokens }.saturatingSum,
            replies.map { $0.usage?.completionTokens }.saturatingSum)
        let count = replies.count
        parts.append(
            tokens.map { localized("\($0) in \(count) \(count, "request", "requests")") }
                ?? localized("\(count) \(count, "request", "requests")"))
        let time = replies.compactMap(\.timings?.total).reduce(.zero, +)
        if time > .zero { parts.append(localized("\(seconds(time)) s")) }
        let cost = replies.compactMap(\.cost).reduce(0, +)
        if cost > 0 { parts.append(localized("cost \(Decimals.text(cost, cost < 0.01 ? 6 : 4))")) }
        return parts.joined(separator: " · ")
    }

    /// The counts of tokens that are known; `nil` where none is.
    private static func tokens(_ prompt: Int?, _ completion: Int?) -> Message? {
        switch (prompt, completion) {
        case (let prompt?, let completion?): Message("\(prompt) in, \(completion) out tokens")
        case (let prompt?, nil): Message("\(prompt) in tokens")
        case (nil, let completion?): Message("\(completion) out tokens")
        case (nil, nil): nil
        }
    }

    private static func speed(_ timings: ChatTimings, tokens: Int?) -> [String] {
        var parts = [localized("\(seconds(timings.total)) s")]
        if let first = timings.timeToFirstToken {
            parts.append(localized("first token \(seconds(first)) s"))
            let generating = (timings.total - first) / .seconds(1)
            if let count = tokens, count > 1, generating > 0.001 {
                let speed = Double(count - 1) / generating
                parts.append(localized("\(Decimals.text(speed, speed < 100 ? 1 : 0)) tokens/s"))
            }
        }
        return parts
    }

    private static func seconds(_ duration: Duration) -> String {
        Decimals.text(duration / .seconds(1), duration < .milliseconds(100) ? 3 : duration < .seconds(10) ? 2 : 1)
    }
}
