/// About how many lines an input has, by its bytes and those of the lines that have come.
struct LineForecast {
    /// Room for so many lines is made ahead in any case, 43 MiB, and for more of them no more than so many times those that have
    /// come: the others may be longer, and a file may have holes.
    static let (fewLines, mostGrowth) = (2 << 20, 16)

    private var lines = 0
    private var bytes = 0
    /// How many lines are to tell about how many there are.
    private var sample = 1024

    /// Takes note of a line and its end.
    mutating func note(_ size: Int) {
        lines += 1
        bytes += size
    }

    /// The lines to be ready for, said each time that there are four times as many as before.
    mutating func lines(inBytes total: Int) -> Int? {
        guard lines >= sample else { return nil }
        sample = lines * 4
        return min(total / max(1, bytes / lines), max(Self.fewLines, lines * Self.mostGrowth))
    }
}
