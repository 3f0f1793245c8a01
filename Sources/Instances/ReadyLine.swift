/// Waits in what ssh writes for the line by which the other side says that it was reached.
struct ReadyLine: Sendable {
    private let word: [UInt8]
    private var line: [UInt8] = []
    private(set) var isSeen = false

    init(_ word: String) {
        self.word = Array(word.utf8)
    }

    /// Reads on; what comes after the line is no matter.
    mutating func read(_ bytes: some Sequence<UInt8>) {
        for byte in bytes where !isSeen {
            if byte == 0x0A {
                if line.last == 0x0D { line.removeLast() }
                isSeen = line == word
                line = []
            } else if line.count <= word.count + 1 {
                line.append(byte)
            }
        }
    }
}
