/// What Tab may put in place of the word before the cursor.
package struct Completion: Sendable, Hashable {
    /// Where the word starts, in Unicode scalars from the line's start; it ends at the cursor.
    package var start: Int
    /// What the word may become, whole, in the order of display.
    package var candidates: [String]
    /// What follows the word where there is one candidate only, for example a space.
    package var suffix: String
    /// What is listed in place of the candidates, one for each; `nil` lists the candidates.
    package var display: [String]?

    /// Creates a completion.
    package init(start: Int, candidates: [String], suffix: String = "", display: [String]? = nil) {
        self.start = start
        self.candidates = candidates
        self.suffix = suffix
        self.display = display
    }
}

/// Knows what a line's words can become.
package protocol LineCompleter: Sendable {
    /// What the word before the cursor can become; `nil` where there is nothing to offer.
    ///
    /// It is asked at a key, while the user waits, and not on the main thread.
    ///
    /// - Parameters:
    ///   - line: The whole line.
    ///   - cursor: Where the cursor stands, in Unicode scalars from the line's start.
    func complete(_ line: String, cursor: Int) -> Completion?
}
