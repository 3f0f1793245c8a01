import CPseudoTerminal
import Synchronization
import Testing

@testable import Terminal

#if canImport(Darwin)
    import Darwin
#elseif canImport(Glibc)
    import Glibc
#endif

@Suite(.serialized, .timeLimit(.minutes(1))) struct OutputNoteTests {
    /// What a note writes to a terminal while so many lines show a wait.
    private func written(_ note: String, lines: Int) throws -> String {
        var (main, terminal): (Int32, Int32) = (-1, -1)
        try #require(openpty(&main, &terminal, nil, nil, nil) == 0)
        defer {
            close(main)
            close(terminal)
        }
        Output.lines.add(lines, ordering: .relaxed)
        defer { Output.lines.subtract(lines, ordering: .relaxed) }
        Output(descriptor: terminal).note(note)
        var bytes = [UInt8](repeating: 0, count: 256)
        let count = read(main, &bytes, bytes.count)
        return String(decoding: bytes.prefix(max(0, count)), as: UTF8.self)
    }

    @Test func aNoteTakesAwayASpinnerFirst() throws {
        #expect(try written("one", lines: 0) == "one\r\n")
        #expect(try written("one", lines: 1) == "\r\u{1B}[Kone\r\n")
        #expect(try written("one", lines: 2) == "\r\u{1B}[Kone\r\n")
    }
}
