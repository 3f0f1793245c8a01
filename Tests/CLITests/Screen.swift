import Foundation
import Testing

/// What stands on a terminal, once it has done what the program's output tells it to.
struct Screen: Decodable, Sendable {
    /// A cell; both numbers count from 0.
    struct Cursor: Decodable, Equatable, Sendable {
        var x: Int
        var y: Int
    }

    /// A run of cells of one row in a style; `end` is the first column after it.
    struct Span: Decodable, Equatable, Sendable {
        var y: Int
        var start: Int
        var end: Int
        var text: String
    }

    /// Another size that the terminal had from a byte of the output on.
    struct Resize: Encodable, Sendable {
        var after: Int
        var columns: UInt16
        var rows: UInt16
    }

    private struct Request: Encodable {
        enum CodingKeys: String, CodingKey {
            case columns, rows, resizes
            case bytes = "bytes_base64"
        }

        var columns: UInt16
        var rows: UInt16
        var bytes: Data
        var resizes: [Resize]
    }

    /// All rows from the top, without the blanks at their ends.
    var lines: [String]
    /// The rows that scrolled off the top, the oldest first.
    var history: [String]
    var cursor: Cursor
    var title: String
    /// The modes that are set: `4`, or `?2004` for a private one.
    var modes: Set<String>
    /// The spans of each style: bold, dim, italics, underscore, strikethrough, reverse, blink.
    var styles: [String: [Span]]

    /// The history and the rows down to the last that is not empty.
    var text: String {
        let shown = lines.prefix((lines.lastIndex { !$0.isEmpty } ?? -1) + 1)
        return (history + shown).joined(separator: "\n")
    }

    /// Feeds bytes to a new terminal of so many columns and rows.
    init(showing bytes: [UInt8], columns: UInt16 = 80, rows: UInt16 = 24, resizes: [Resize] = []) async throws {
        let python = try #require(
            ProcessInfo.processInfo.environment["CLOUDCOMPUTE_TEST_PYTHON"],
            "This test needs Python with the pyte package; `make test` sets it up.")
        let script = Program.root.appendingPathComponent("Tests/CLITests/screen.py").path
        let request = Request(columns: columns, rows: rows, bytes: Data(bytes), resizes: resizes)
        let input = String(decoding: try JSONEncoder().encode(request), as: UTF8.self)
        let outcome = try await Program(folder: Program.root, environment: [:])
            .run(executable: python, [script], input: input)
        try #require(outcome.exitCode == 0, "\(outcome.error)")
        self = try JSONDecoder().decode(Screen.self, from: Data(outcome.output.utf8))
    }
}

extension Terminal {
    /// Returns what stands on the terminal now.
    ///
    /// The program may be in the midst of writing; ``look(until:)`` waits for what a test is after.
    func look() async throws -> Screen {
        let written = written
        return try await Screen(showing: written.bytes, columns: columns, rows: rows, resizes: written.resizes)
    }

    /// Waits until the terminal shows what is wanted, and returns that.
    func look(until isWanted: (Screen) -> Bool) async throws -> Screen {
        let deadline = ContinuousClock.now + Self.patience
        while true {
            let written = written
            let screen = try await Screen(
                showing: written.bytes, columns: columns, rows: rows, resizes: written.resizes)
            if isWanted(screen) { return screen }
            guard !written.isClosed, ContinuousClock.now < deadline else {
                throw Failure(description: "The terminal does not show what is wanted:\n\(screen.text)")
            }
            await changes(since: written.bytes.count, until: deadline)
        }
    }
}
