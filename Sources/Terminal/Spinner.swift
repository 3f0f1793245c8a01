import Localization
import Synchronization

/// Shows on a terminal that a reply is awaited, and takes itself away without a trace.
package struct Spinner: Sendable {
    private static let frames = Array("⠋⠙⠹⠸⠼⠴⠦⠧⠇⠏")
    /// Shorter waits are not told of.
    private static let patience = Duration.milliseconds(400)
    private static let pace = Duration.milliseconds(120)

    private var task: Task<Void, Never>?

    /// Starts to wait.
    ///
    /// - Parameter output: Where to turn; nothing happens where it is no terminal.
    package init(on output: Output, allowsColor: Bool, label: SpinnerLabel = SpinnerLabel(localized("waiting"))) {
        guard output.isTerminal, allowsColor else {
            task = nil
            return
        }
        let style = Style(for: output, allowsColor: allowsColor)
        task = Task {
            let clock = ContinuousClock()
            let start = clock.now
            var shows = false
            do {
                try await clock.sleep(for: Self.patience)
                for frame in 0... {
                    try Task.checkCancellation()
                    let seconds = Int((clock.now - start) / .seconds(1))
                    let text = Self.text(frame, label.text, seconds, columns: output.columns ?? 80)
                    if !shows { Output.lines.add(1, ordering: .relaxed) }
                    shows = true
                    try output.write("\r\u{1B}[K" + style.dim(text))
                    try await clock.sleep(for: Self.pace)
                }
            } catch {}
            guard shows else { return }
            try? output.write("\r\u{1B}[K")
            Output.lines.subtract(1, ordering: .relaxed)
        }
    }

    /// The line of a moment, which leaves the last column free, lest the terminal goes on to the next row.
    static func text(_ frame: Int, _ words: String, _ seconds: Int, columns: Int) -> String {
        let text = "\(frames[frame % frames.count]) \(words) \(localized("\(seconds) s"))"
        return columns > 1 ? DisplayWidth.cut(text, to: columns - 1) : ""
    }

    /// Takes it away; when this returns, the line is empty again, and a further call does nothing.
    package mutating func stop() async {
        guard let task else { return }
        task.cancel()
        await task.value
        self.task = nil
    }
}
