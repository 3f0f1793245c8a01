/// Cuts what a program writes into lines, at line feeds alone: messages may hold every other separator as it is.
struct LineSplitter: Sendable {
    /// The longest line that is taken, in bytes.
    let limit: Int
    private var line: [UInt8] = []
    /// Whether a line was longer; nothing is cut from then on.
    private(set) var isOverlong = false

    init(limit: Int = 16 << 20) { self.limit = limit }

    /// The lines that end in a piece, without their line feeds.
    mutating func push(_ bytes: [UInt8]) -> [[UInt8]] {
        guard !isOverlong else { return [] }
        var lines: [[UInt8]] = []
        var rest = bytes[...]
        while let end = rest.firstIndex(of: 0x0A) {
            line += rest[..<end]
            rest = rest[(end + 1)...]
            guard check() else { return lines }
            lines.append(line)
            line = []
        }
        line += rest
        _ = check()
        return lines
    }

    private mutating func check() -> Bool {
        if line.count > limit { (isOverlong, line) = (true, []) }
        return !isOverlong
    }
}
