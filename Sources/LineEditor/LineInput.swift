/// What asking for a line gave.
package enum LineInput: Sendable, Hashable {
    /// A line without its line end. It holds line breaks where several lines were typed or pasted as one.
    case line(String)
    /// A line of a pipe, by its number from 1 on, that is not UTF-8.
    case unreadable(line: Int)
    /// Ctrl-C: the line is given up; or there was nothing to give up, so that a hint may be in order.
    case cancelled(wasEmpty: Bool)
    /// Ctrl-D on an empty line, the end of a pipe, or a terminal that is gone.
    case end
}

/// Where lines come from: a person at a terminal or a pipe.
package protocol LineSource: Sendable {
    /// Waits for the next line.
    ///
    /// - Parameters:
    ///   - prompt: What a person is shown; a pipe shows nothing.
    ///   - isKept: Whether the line can be brought back later; the answer to a question need not be.
    func next(prompt: String, isKept: Bool) async -> LineInput
}
