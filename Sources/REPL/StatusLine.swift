public import CloudComputeClient
import TerminalUI

/// One line about a finished reply: who answered, how much, how fast and what for.
public enum StatusLine {
    /// The line, safe for a terminal; parts that nobody told are left out.
    ///
    /// - Parameters:
    ///   - model: The model that was asked, where the reply names none.
    ///   - cost: What the reply cost, in the currency of whoever told.
    public static func text(_ reply: ChatReply, model: String, timings: ChatTimings, cost: Double?) -> String {
        var parts = [ControlCharacterFilter.filterLine(reply.model ?? model)]
        let tokens = [
            reply.usage?.promptTokens.map { "\($0) in" }, reply.usage?.completionTokens.map { "\($0) out" },
        ].compactMap { $0 }
        if !tokens.isEmpty { parts.append(tokens.joined(separator: ", ") + " tokens") }
        parts.append("\(seconds(timings.total)) s")
        if let first = timings.timeToFirstToken {
            parts.append("first token \(seconds(first)) s")
            let generating = (timings.total - first) / .seconds(1)
            if let count = reply.usage?.completionTokens, count > 1, generating > 0.001 {
                parts.append("\(rounded(Double(count - 1) / generating, 1)) tokens/s")
            }
        }
        if let cost, cost > 0 { parts.append("cost \(rounded(cost, cost < 0.01 ? 6 : 4))") }
        return parts.joined(separator: " · ")
    }

    private static func seconds(_ duration: Duration) -> String {
        rounded(duration / .seconds(1), duration < .milliseconds(100) ? 3 : duration < .seconds(10) ? 2 : 1)
    }

    /// The number with so many decimals, without zeros at its end.
    static func rounded(_ number: Double, _ decimals: Int) -> String {
        guard number.isFinite, abs(number) < 1e12 else { return "\(number)" }
        var scale = 1.0
        for _ in 0..<decimals { scale *= 10 }
        let whole = Int((abs(number) * scale).rounded())
        let digits = String(whole % Int(scale))
        var text = "\(whole / Int(scale))"
        if decimals > 0 {
            let fraction = String(repeating: "0", count: decimals - digits.count) + digits
            let kept = fraction.reversed().drop { $0 == "0" }.reversed()
            if !kept.isEmpty { text += "." + String(kept) }
        }
        return number < 0 ? "-" + text : text
    }
}
