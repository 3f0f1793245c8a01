import ChildProcesses
import Synchronization

/// What a local tool wrote, and how it ended.
final class LocalToolOutput: Sendable {
    /// The most bytes that are kept of the beginning and of the end, and the most that are read; a tool that writes more is
    /// given up.
    private static let (limit, tailLimit, floodLimit) = (2 << 20, 1 << 20, 64 << 20)
    /// How much of its standard error the model gets, in bytes.
    private static let errorLimit = 2 << 10

    private struct Held: Sendable {
        var output: [UInt8] = []
        /// What comes once that is full.
        var tail = OutputTail(limit: LocalToolOutput.tailLimit)
        /// How many characters and line ends came in all.
        var (characters, lineEnds) = (0, 0)
        var error = OutputTail(limit: LocalToolOutput.errorLimit)
        var size = 0
        var heard = ContinuousClock.now
        var ending: ChildGroup.Ending?

        mutating func note(_ count: Int) {
            size += count
            heard = .now
        }
    }

    private let held = Mutex(Held())
    private let end: @Sendable () -> Void

    /// - Parameter end: Called once the tool has ended or is to be given up.
    init(end: @escaping @Sendable () -> Void) { self.end = end }

    /// When it last wrote something.
    var heard: ContinuousClock.Instant { held.withLock { $0.heard } }

    func take(_ event: PipedProgram.Event) {
        let isOver = held.withLock { held in
            switch event {
            case .output(let bytes):
                let room = max(0, Self.limit - held.output.count)
                held.output += bytes.prefix(room)
                if bytes.count > room { held.tail.push(Array(bytes.dropFirst(room))) }
                held.characters += bytes.count { $0 & 0xC0 != 0x80 }
                held.lineEnds += bytes.count { $0 == 0x0A }
                held.note(bytes.count)
            case .error(let bytes):
                held.error.push(bytes)
                held.note(bytes.count)
            case .ended(let ending): held.ending = ending
            case .outputEnded, .inputEnded: break
            }
            return held.ending != nil || held.size > Self.floodLimit
        }
        if isOver { end() }
    }

    /// The result for a model.
    var result: ToolResult {
        held.withLock { held in
            let kept = String(decoding: held.output, as: UTF8.self) + held.tail.text
            let size = ToolResult.Size(of: kept)
            let text = Self.trimmed(kept)
            func result(_ outcome: ToolResult.Outcome, _ text: String) -> ToolResult {
                var result = ToolResult(outcome: outcome, text: text)
                guard held.characters > size.characters else { return result }
                var whole = ToolResult.Size(of: text)
                whole.characters += held.characters - size.characters
                whole.lines += max(0, held.lineEnds - kept.utf8.count { $0 == 0x0A })
                result.whole = whole
                return result
            }
            let words: String
            switch held.ending {
            case _ where held.size > Self.floodLimit:
                return ToolResult(
                    outcome: .failed, text: "Error: the tool wrote more than \(Self.floodLimit >> 20) MiB.")
            case .exited(0): return result(.done, text)
            case .exited(let status): words = "exit status \(status)"
            case .signaled(let signal): words = "ended by signal \(signal)"
            case nil: words = "no end"
            }
            let parts = ["Error: \(words)", text, Self.trimmed(held.error.text)].filter { !$0.isEmpty }
            return result(.failed, parts.joined(separator: "\n"))
        }
    }

    /// The text without the line ends at its end.
    private static func trimmed(_ text: String) -> String {
        var scalars = text.unicodeScalars
        while let last = scalars.last, last == "\n" || last == "\r" { scalars.removeLast() }
        return String(scalars)
    }
}
