/// The order in which a program is brought to its end: its input is closed, then it is told, then it is killed.
///
/// Fact: the order and the times are those of the MCP SDK for Python, mcp/client/stdio.
package struct EndingSequence: Sendable, Hashable {
    /// What is to be done.
    package enum Step: Sendable, Hashable {
        case closeInput, terminate, kill
    }

    /// How long each step may take.
    private static let grace = Duration.seconds(2)

    /// The step that was taken last.
    private var last: Step?
    /// When the next is due; `nil` before the beginning and after the last.
    package private(set) var deadline: Duration?

    package init() {}

    /// Begins, unless that has happened; with the second step where the input need not be closed first.
    package mutating func begin(_ first: Step, now: Duration) {
        guard last == nil, deadline == nil else { return }
        deadline = now
        last =
            switch first {
            case .closeInput: nil
            case .terminate: .closeInput
            case .kill: .terminate
            }
    }

    /// The step that is due, if one is.
    package mutating func step(now: Duration) -> Step? {
        guard let deadline, deadline <= now else { return nil }
        let step: Step =
            switch last {
            case nil: .closeInput
            case .closeInput: .terminate
            case .terminate, .kill: .kill
            }
        last = step
        self.deadline = step == .kill ? nil : now + Self.grace
        return step
    }
}
