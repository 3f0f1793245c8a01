import Batch
import CloudComputeClient
import Foundation
import JSON
import Localization

/// The progress of a batch in words: what matters most first, since a narrow terminal shows the beginning only.
struct ProgressText: Sendable {
    private static let widestBar = 20

    let snapshot: BatchProgress.Snapshot
    let now: ContinuousClock.Instant

    /// A line of at most so many columns, with a bar where there is room.
    func line(columns: Int) -> String {
        var parts = parts
        var text = parts.joined(separator: " · ")
        // What does not fit is left out from the end, whole.
        while text.count > columns, parts.count > 1 {
            parts.removeLast()
            text = parts.joined(separator: " · ")
        }
        let room = min(Self.widestBar, columns - text.count - 1)
        guard let share, room >= 5 else { return String(text.prefix(columns)) }
        let filled = Int(share * Double(room))
        return String(repeating: "█", count: filled) + String(repeating: "░", count: room - filled) + " " + text
    }

    /// The whole line.
    var line: String { parts.joined(separator: " · ") }

    /// The same for machines.
    var json: JSONValue {
        func rounded(_ number: Double) -> JSONValue { JSONValue((number * 1000).rounded() / 1000) }
        return [
            "done": JSONValue(snapshot.done),
            "total": snapshot.total.map { JSONValue($0) } ?? .null,
            "ok": JSONValue(snapshot.succeeded), "failed": JSONValue(snapshot.failed),
            "retrying": JSONValue(snapshot.retrying), "in_flight": JSONValue(snapshot.underWay),
            "requests_per_second": rounded(requestsPerSecond), "tokens_per_second": rounded(perSecond(snapshot.tokens)),
            "eta_seconds": remaining.map(rounded) ?? .null, "cost": snapshot.cost.map(rounded) ?? .null,
            "elapsed_seconds": rounded(snapshot.elapsed / .seconds(1)),
            "waiting": snapshot.wait.map { .string($0.reason.rawValue) } ?? .null,
            "waiting_seconds": waitSeconds.map(rounded) ?? .null, "phase": .string(snapshot.phase.rawValue),
        ]
    }

    private var parts: [String] {
        switch snapshot.phase {
        case .input:
            return [localized("reading the input")]
                + (snapshot.linesRead > 0
                    ? [localized("\(snapshot.linesRead) \(snapshot.linesRead, "lines", "lines")")] : [])
        case .output: return [localized("opening the output")]
        case .question: return [localized("waiting for an answer")]
        case .requests: break
        }
        var parts = [head]
        if let wait { parts.append(wait) }
        if let pool = snapshot.pool, pool.isWaiting, !snapshot.isStopping {
            parts.append(localized("waiting for \(pool.chunks - pool.doneChunks) chunks of other workers"))
        }
        parts.append(localized("\(snapshot.succeeded) ok"))
        if snapshot.failed > 0 { parts.append(localized("\(snapshot.failed) failed")) }
        if snapshot.retrying > 0 { parts.append(localized("\(snapshot.retrying) retrying")) }
        parts.append(localized("\(snapshot.underWay) in flight"))
        parts.append(localized("\(String(format: "%.1f", requestsPerSecond)) req/s"))
        parts.append(localized("\(String(format: "%.0f", perSecond(snapshot.tokens))) tok/s"))
        if let cost = snapshot.cost { parts.append(localized("cost \(String(format: "%.4f", cost))")) }
        return parts
    }

    private var head: String {
        if let pool = snapshot.pool {
            let share = pool.lines > 0 ? pool.doneLines * 100 / pool.lines : 100
            let head = localized("pool \(pool.doneLines)/\(pool.lines) \(share)%")
            return snapshot.isStopping ? localized("\(head) stopping") : head
        }
        var head = "\(snapshot.done)"
        if let total = snapshot.total, let share {
            head += "/\(total) \(Int(share * 100))%"
        } else {
            head = localized("\(snapshot.done) done")
        }
        if snapshot.isStopping { return localized("\(head) stopping") }
        return remaining.map { localized("\(head) ETA \(StatusText.clock($0))") } ?? head
    }

    /// What the run waits for; a wait of less than a second is not worth a word, unless the server is away.
    private var wait: String? {
        guard let wait = snapshot.wait, !snapshot.isStopping else { return nil }
        let seconds = waitSeconds.map { Int(min(1e9, $0.rounded(.up))) }
        let isShort = (waitSeconds ?? 0) < 1
        switch wait.reason {
        case .unreachable:
            return seconds.map { localized("server unreachable, next try in \($0) s") }
                ?? localized("server unreachable, trying")
        case .rateLimit: return isShort ? nil : localized("waiting for the server's rate limit, \(seconds ?? 0) s")
        case .pace: return isShort ? nil : localized("waiting for the rate limit, \(seconds ?? 0) s")
        case .retry: return isShort || snapshot.underWay > 0 ? nil : localized("waiting to retry, \(seconds ?? 0) s")
        }
    }

    private var waitSeconds: Double? {
        snapshot.wait?.ends.map { max(0, (($0 - now) / .seconds(1))) }
    }

    /// The share of the input that is done, from 0 to 1.
    private var share: Double? {
        if let pool = snapshot.pool, pool.lines > 0 { return Double(pool.doneLines) / Double(pool.lines) }
        guard let total = snapshot.total, total > 0 else { return nil }
        return min(1, max(0, Double(snapshot.done) / Double(total)))
    }

    private func perSecond(_ count: Int) -> Double {
        let seconds = snapshot.elapsed / .seconds(1)
        return seconds > 0 ? Double(count) / seconds : 0
    }

    private var requestsPerSecond: Double { perSecond(snapshot.done - snapshot.alreadyDone) }

    /// The seconds that are left at the speed so far.
    private var remaining: Double? {
        // Of a pool, one worker does not know the speed of the others.
        guard snapshot.pool == nil, let total = snapshot.total, requestsPerSecond > 0 else { return nil }
        return min(1e9, max(0, Double(total - snapshot.done) / requestsPerSecond))
    }
}
