import ArgumentParser
import Batch
import CloudComputeClient
import JSON
import Terminal

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
    let form: ProgressForm
    let console: CommandContext.Console

    /// Shows until the task is cancelled, then clears the live line.
    func run(_ progress: BatchProgress) async {
        let isLive = form == .text && console.error.isTerminal
        let pause: Duration = isLive ? .milliseconds(100) : form == .json ? .seconds(1) : .seconds(10)
        guard form != .none else { return }
        var hasShown = false
        let start = ContinuousClock.now
        while (try? await Task.sleep(for: pause)) != nil {
            let text = Self.text(progress)
            // The question stands where the line would.
            if text.snapshot.phase == .question, form != .json { continue }
            // Reading a file of the usual size takes no time worth a word.
            if text.snapshot.phase != .requests, ContinuousClock.now - start < .seconds(1) { continue }
            hasShown = true
            if form == .json {
                console.error.note(text.json.jsonText)
            } else if isLive {
                let line = text.line(columns: max(1, (console.error.columns ?? 80) - 1))
                try? console.error.write("\r\u{1B}[K" + line)
            } else {
                console.error.note(text.line)
            }
        }
        if isLive, hasShown { try? console.error.write("\r\u{1B}[K") }
    }

    /// Shows how the run has ended, as the last line.
    func end(_ ending: BatchEnding, _ progress: BatchProgress) {
        switch form {
        case .none: break
        case .text: console.error.note(ending.sentence)
        case .json:
            let members = Self.text(progress).json.object?.members ?? []
            console.error.note(JSONValue.object(JSONObject(members + ending.members)).jsonText)
        }
    }

    private static func text(_ progress: BatchProgress) -> ProgressText {
        ProgressText(snapshot: progress.snapshot, now: .now)
    }
}
