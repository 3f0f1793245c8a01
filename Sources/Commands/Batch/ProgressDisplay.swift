import ArgumentParser
import Batch
import CloudComputeClient
import Foundation
import TerminalUI

/// How progress is shown.
enum ProgressForm: String, ExpressibleByArgument, Sendable {
    /// A live line on a terminal, elsewhere a line every ten seconds.
    case text
    /// A JSON object each second.
    case json
    /// Not at all.
    case none

    static var allValueStrings: [String] { ["text", "json"] }
}

/// Shows how far a batch has come, on standard error.
struct ProgressDisplay: Sendable {
    private static let barWidth = 20

    let form: ProgressForm
    let console: Session.Console

    /// Shows until the task is cancelled, then clears the live line.
    func run(_ progress: BatchProgress) async {
        let isLive = form == .text && console.error.isTerminal
        let pause: Duration = isLive ? .milliseconds(100) : form == .json ? .seconds(1) : .seconds(10)
        guard form != .none else { return }
        var hasShown = false
        while (try? await Task.sleep(for: pause)) != nil {
            let snapshot = progress.snapshot
            guard snapshot.hasStarted else { continue }
            hasShown = true
            if form == .json {
                console.error.note(Self.json(snapshot).jsonText)
            } else if isLive {
                let line = Self.text(snapshot, bar: true).prefix(max(20, (console.error.columns ?? 80) - 1))
                try? console.error.write("\r\u{1B}[K" + line)
            } else {
                console.error.note(Self.text(snapshot, bar: false))
            }
        }
        if isLive, hasShown { try? console.error.write("\r\u{1B}[K") }
        if form == .json { console.error.note(Self.json(progress.snapshot).jsonText) }
    }

    private static func text(_ snapshot: BatchProgress.Snapshot, bar: Bool) -> String {
        var parts: [String] = []
        if let total = snapshot.total, total > 0 {
            let share = Double(snapshot.done) / Double(total)
            let filled = Int(share * Double(barWidth))
            let drawn = String(repeating: "█", count: filled) + String(repeating: "░", count: barWidth - filled)
            parts.append((bar ? drawn + " " : "") + "\(snapshot.done)/\(total) \(Int(share * 100))%")
        } else {
            parts.append("\(snapshot.done) done")
        }
        parts.append("\(snapshot.succeeded) ok")
        if snapshot.failed > 0 { parts.append("\(snapshot.failed) failed") }
        if snapshot.retrying > 0 { parts.append("\(snapshot.retrying) retrying") }
        parts.append("\(snapshot.underWay) in flight")
        parts.append(String(format: "%.1f req/s", requestsPerSecond(snapshot)))
        parts.append(String(format: "%.0f tok/s", tokensPerSecond(snapshot)))
        if snapshot.isStopping {
            parts.append("stopping")
        } else if let remaining = remaining(snapshot) {
            parts.append("ETA \(clock(remaining))")
        }
        if let cost = snapshot.cost { parts.append(String(format: "cost %.4f", cost)) }
        return parts.joined(separator: " · ")
    }

    private static func json(_ snapshot: BatchProgress.Snapshot) -> JSONValue {
        func rounded(_ number: Double) -> JSONValue { JSONValue((number * 1000).rounded() / 1000) }
        return [
            "done": JSONValue(snapshot.done), "total": snapshot.total.map { JSONValue($0) } ?? .null,
            "ok": JSONValue(snapshot.succeeded), "failed": JSONValue(snapshot.failed),
            "retrying": JSONValue(snapshot.retrying), "in_flight": JSONValue(snapshot.underWay),
            "requests_per_second": rounded(requestsPerSecond(snapshot)),
            "tokens_per_second": rounded(tokensPerSecond(snapshot)),
            "eta_seconds": remaining(snapshot).map(rounded) ?? .null, "cost": snapshot.cost.map(rounded) ?? .null,
            "elapsed_seconds": rounded(snapshot.elapsed / .seconds(1)),
        ]
    }

    private static func perSecond(_ count: Int, _ snapshot: BatchProgress.Snapshot) -> Double {
        let seconds = snapshot.elapsed / .seconds(1)
        return seconds > 0 ? Double(count) / seconds : 0
    }

    private static func requestsPerSecond(_ snapshot: BatchProgress.Snapshot) -> Double {
        perSecond(snapshot.done - snapshot.alreadyDone, snapshot)
    }

    private static func tokensPerSecond(_ snapshot: BatchProgress.Snapshot) -> Double {
        perSecond(snapshot.tokens, snapshot)
    }

    /// The seconds that are left at the speed so far.
    private static func remaining(_ snapshot: BatchProgress.Snapshot) -> Double? {
        let speed = requestsPerSecond(snapshot)
        guard let total = snapshot.total, speed > 0 else { return nil }
        return Double(total - snapshot.done) / speed
    }

    private static func clock(_ seconds: Double) -> String {
        let whole = Int(seconds.rounded(.up))
        let minutes = String(format: "%d:%02d", whole / 60 % 60, whole % 60)
        return whole < 3600 ? minutes : String(format: "%d:%02d:%02d", whole / 3600, whole / 60 % 60, whole % 60)
    }
}
