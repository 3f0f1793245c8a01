import Testing

@Suite(.timeLimit(.minutes(2))) struct BatchSummaryTests {
    @Test func itsRowsEndBetweenWords() async throws {
        try await Program.inFolder { program in
            try program.write("\"a\"\n\"b\"\n", to: "in.jsonl")
            for columns in UInt16(24)..<30 {
                let run = ["batch", "in.jsonl", "-o", "out\(columns).jsonl", "--sandbox"]
                let terminal = try Terminal(program, run, columns: columns)
                #expect(try await terminal.exitCode() == 0)
                let rows = terminal.screen.split(separator: "\r\n")
                let told = rows.first { $0.contains("completion") }
                #expect(told != nil, "\(rows)")
                let from = rows.firstIndex { $0.contains("2 lines: ") } ?? rows.startIndex
                #expect(rows[from...].dropFirst().allSatisfy { $0.count <= columns }, "\(rows)")
            }
        }
    }
}
