/// What stands of a line on the screen, and what to write so that it shows another state of it.
protocol LineDisplay {
    /// The columns that a line is laid out in.
    var columns: Int { get }
    /// How many of the drawn rows stand below the cursor.
    var rowsBelow: Int { get }

    /// Shows a line.
    mutating func draw(_ layout: LineLayout) -> String
    /// Shows the whole line, however high, for the last time, and goes below it. The layout has no cursor.
    mutating func finish(_ layout: LineLayout) -> String
    /// Goes below what is drawn and leaves it.
    mutating func leave() -> String
    /// Takes away what is drawn; the next drawing begins where this one did.
    mutating func clear() -> String
    /// Takes another size of the window, and takes away what is drawn.
    ///
    /// Some terminals break rows anew then and some do not.
    ///
    /// - Parameters:
    ///   - cursorRow: The cursor's row in the new number of columns.
    ///   - breaksRowsAnew: Whether the terminal is known to do so.
    mutating func resize(columns: Int, height: Int, cursorRow: Int, breaksRowsAnew: Bool) -> String
    /// Forgets what is drawn: something else was written.
    mutating func reset()
}
